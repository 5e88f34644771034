import { Locale } from '@taxi/contract/shapes.ts'
import { publicUrl } from '../public-url.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { noticeWords } from './words.ts'

/** An administrator ended the person's session: who, why, and where what they made is. */
export async function kickNotice({ config, db }: NoticeParts, sessionId: string): Promise<Notice> {
  const session = await db.sessions.findUnique({
    where: { id: sessionId },
    include: { slot: true, person: true, dump: { select: { id: true } } },
  })
  if (session?.end_reason !== 'kicked') return NEEDLESS
  const words = noticeWords[Locale.parse(session.person.locale)]
  const dump = `${publicUrl(config)}/app/dumps/${session.dump?.id}`
  return say(words.kicked(session.slot.name, session.ended_by ?? '', session.end_note, dump))
}
