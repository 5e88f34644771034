import { Locale } from '@taxi/contract/shapes.ts'
import { timeInWords } from '../company-clock.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'

/** What a machine held that was away has followed: the messages of the dump were changed, which no phone tells. */
export async function supplementNotice({ config, db, now }: NoticeParts, dumpId: string): Promise<Notice> {
  const dump = await db.dumps.findUnique({
    where: { id: dumpId, state: { not: 'expired' } },
    include: { session: { include: { slot: true, person: true } } },
  })
  if (!dump) return NEEDLESS
  const { slot, person, ended_at } = dump.session
  const locale = Locale.parse(person.locale)
  const at = timeInWords(ended_at ?? dump.created_at, { zone: config.COMPANY_TIMEZONE, locale, now: now() })
  return say(words[locale](slot.name, at))
}

const words: Record<Locale, (slot: string, at: string) => string> = {
  ru: (slot, at) => `${slot}: машина вернулась, и дамп сессии, закончившейся ${at}, дополнен. Файлы выше заменены.`,
  en: (slot, at) =>
    `${slot}: the machine is back, and the dump of the session that ended ${at} is complete now. Its files above were replaced.`,
}
