import { handedNotice } from '../../notices/handed.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells the colleague that a seat was handed over to them. */
export async function tellHanded(
  parts: Pick<Parts, 'config' | 'db' | 'now'>,
  live: Pick<Live, 'toPerson'>,
  sessionId: string,
): Promise<void> {
  const notice = await handedNotice(parts, sessionId)
  if (!notice) return
  live.toPerson(notice.personId, 'notification', { msg: notice.text, kind: 'info', slot_id: notice.slotId })
}
