import type { Transaction } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'
import { oweNotice } from './owe-notice.ts'

/** Above everything else that waits for this person. */
const PRIORITY = 50
const DAY_MS = 24 * 3_600_000

/** Tells a person, in Telegram or else by mail, that an old sign-in of theirs was used by somebody. */
export async function oweStolenNotice(
  tx: Transaction,
  person: Pick<peopleModel, 'id'>,
  signInId: string,
  now: Date,
): Promise<void> {
  await oweNotice(tx, {
    key: `stolen:${signInId}`,
    personId: person.id,
    expiresAt: new Date(now.getTime() + DAY_MS),
    about: { about: 'stolen', sign_in: signInId },
    priority: PRIORITY,
    byMail: true,
  })
}
