import { timeInWords } from '../company-clock.ts'
import { readAsk } from '../db/read/asks.ts'
import { type AskFacts, isOpen } from '../domain/ask.ts'
import { askWords } from './ask-words.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { outcomeNotice } from './outcome-notice.ts'

/** To the holder of a slot: somebody asks for it, with buttons to answer. */
export async function askNotice({ config, db, now }: NoticeParts, askId: string): Promise<Notice> {
  const ask = await readAsk(db, askId)
  if (!ask || !isOpen(ask, now())) return NEEDLESS
  const words = askWords[ask.to.locale]
  const until = timeInWords(ask.expiresAt, { zone: config.COMPANY_TIMEZONE, locale: ask.to.locale, now: now() })
  return say(words.asks(ask.from.name, ask.slotName, ask.minutes, until), {
    [words.answers.now]: `ask:now:${ask.id}`,
    [words.answers.soon]: `ask:soon:${ask.id}`,
    [words.answers.no]: `ask:no:${ask.id}`,
  })
}

/** What came of it, in the place of the holder's message. */
export function askOutcomeNotice({ db }: NoticeParts, askId: string): Promise<Notice> {
  return outcomeNotice({ db }, `ask:${askId}`, async () => {
    const ask = await readAsk(db, askId)
    return ask && askOutcome(ask)
  })
}

/** What the holder reads came of it; null while it is open. */
export function askOutcome({ state, from, to, slotName }: AskFacts): string | null {
  return state === 'open' ? null : askWords[to.locale].outcomes[state](from.name, slotName)
}

/** To whoever asked. */
export async function askCameNotice({ db }: NoticeParts, askId: string): Promise<Notice> {
  const ask = await readAsk(db, askId)
  const { came } = askWords[ask?.from.locale ?? 'ru']
  if (!ask || !(ask.state in came)) return NEEDLESS
  return say(came[ask.state as keyof typeof came](ask.to.name, ask.slotName))
}
