import { GuardedDeed } from '@taxi/contract/companion.ts'
import { Locale } from '@taxi/contract/shapes.ts'
import { noticeWords } from '../../notices/words.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells the session's person, and the desk that is open for it, why what they just tried did nothing. */
export async function tellGuarded({ db }: Pick<Parts, 'db'>, live: Live, key: string): Promise<void> {
  const [id = '', deed] = key.split(' ')
  const session = await db.sessions.findUnique({ where: { id }, include: { slot: true, person: true } })
  if (!session || session.ended_at) return
  const words = noticeWords[Locale.parse(session.person.locale)]
  const notice = {
    msg: words.guarded[GuardedDeed.parse(deed)](session.slot.name),
    kind: 'warning',
    slot_id: session.slot_id,
  } as const
  live.toPerson(session.person_id, 'notification', notice)
  live.toSession(id, 'notification', notice)
}
