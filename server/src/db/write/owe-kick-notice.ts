import type { Transaction } from '../client.ts'
import type { sessionsModel } from '../generated/models.ts'
import { oweNotice } from './owe-notice.ts'

/** Telegram may be away for hours; on the next day it is no news. */
const NEWS_MS = 24 * 3_600_000

/** Whose session was ended by somebody else hears by whom and why. */
export async function oweKickNotice(
  tx: Transaction,
  session: Pick<sessionsModel, 'id' | 'person_id'>,
  now: Date,
): Promise<void> {
  await oweNotice(tx, {
    key: `kicked:${session.id}`,
    personId: session.person_id,
    expiresAt: new Date(now.getTime() + NEWS_MS),
    about: { about: 'kicked', session_id: session.id },
    byMail: true,
  })
}
