import { Locale } from '@taxi/contract/shapes.ts'
import { readSessionFacts } from '../db/read/session.ts'
import { isStillDue, minutesLeft, warningOf } from '../domain/warnings.ts'
import { publicUrl } from '../public-url.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { noticeWords } from './words.ts'

/** A timer is about to run out. */
export async function warningNotice({ config, db, now }: NoticeParts, key: string): Promise<Notice> {
  const warning = warningOf(key)
  const facts = await readSessionFacts(db, warning.sessionId)
  if (!facts || warning.endsAt <= now() || !isStillDue(warning, facts, config.AWAY_MINUTES)) return NEEDLESS
  const { slot, person } = await db.sessions.findUniqueOrThrow({
    where: { id: facts.id },
    include: { slot: true, person: true },
  })
  const text = noticeWords[Locale.parse(person.locale)].warnings[warning.timer](slot.name, minutesLeft(warning, now()))
  return say(`${text}\n${publicUrl(config)}/app`)
}
