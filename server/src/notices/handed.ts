import { Locale } from '@taxi/contract/shapes.ts'
import { timeInWords } from '../company-clock.ts'
import type { Parts } from '../parts.ts'

/** What the colleague is told to whom a seat was handed over; null when that session is over again. */
export async function handedNotice(
  { config, db, now }: Pick<Parts, 'config' | 'db' | 'now'>,
  sessionId: string,
): Promise<{ personId: string; slotId: string; text: string } | null> {
  const session = await db.sessions.findUnique({
    where: { id: sessionId, ended_at: null },
    include: { slot: true, person: true, follows: { include: { person: true } } },
  })
  if (!session?.follows) return null
  const locale = Locale.parse(session.person.locale)
  const until = timeInWords(session.ends_at, { zone: config.COMPANY_TIMEZONE, locale, now: now() })
  const text = words[locale](session.follows.person.name, session.slot.name, until)
  return { personId: session.person_id, slotId: session.slot_id, text }
}

const words: Record<Locale, (giver: string, slot: string, until: string) => string> = {
  ru: (giver, slot, until) =>
    `${slot}: слот передан вам вместе с вкладками (${giver}), он ваш до ${until}. Откройте рабочий стол в ближайшие минуты, иначе слот освободится.`,
  en: (giver, slot, until) =>
    `${slot}: ${giver} handed the slot over to you with its tabs, yours until ${until}. Open its desk in the next minutes, or it is freed.`,
}
