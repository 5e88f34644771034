import { Locale } from '@taxi/contract/shapes.ts'
import { minutesLeft, warningOf } from '../../domain/warnings.ts'
import { noticeWords } from '../../notices/words.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells the session's person, and the desk that is open for it, that a timer is about to run out. */
export async function tellWarning({ db, now }: Pick<Parts, 'db' | 'now'>, live: Live, key: string): Promise<void> {
  const warning = warningOf(key)
  const { sessionId, timer } = warning
  const session = await db.sessions.findUnique({ where: { id: sessionId }, include: { slot: true, person: true } })
  if (!session || session.ended_at) return
  const words = noticeWords[Locale.parse(session.person.locale)]
  const notice = {
    msg: words.warnings[timer](session.slot.name, minutesLeft(warning, now())),
    kind: 'warning',
    slot_id: session.slot_id,
  } as const
  live.toPerson(session.person_id, 'notification', notice)
  live.toSession(sessionId, 'notification', notice)
}
