import type { Locale } from '@taxi/contract/shapes.ts'

interface AlertWords {
  /** What to do about it from here. */
  answerBox: string
  someoneThere: (who: string) => string
  screenNow: (machine: string) => string
  lookAgain: string
  undelivered: (who: string, slot: string, why: string) => string
  renewal: (slot: string, days: number, day: string, cost: string) => string
}

/** What the administrators' chat is told of screens, dumps and subscriptions. */
export const alertWords: Record<Locale, AlertWords> = {
  ru: {
    answerBox:
      'Если экран просит код, ответьте на это сообщение: ответ будет введён на машине и нажат Enter. Иначе войдите через рабочий стол: администратор может занять этот слот.',
    someoneThere: who => `Сейчас там работает ${who}, поэтому экран не показан.`,
    screenNow: machine => `${machine}: экран сейчас.`,
    lookAgain: 'Показать экран',
    undelivered: (who, slot, why) =>
      `✕ Дамп не дошёл до Telegram: ${who}, ${slot}. Он лежит на портале.${why ? `\nПричина: ${why}` : ''}`,
    renewal: (slot, days, day, cost) =>
      `◷ ${slot}: подписка продлевается ${days === 0 ? 'сегодня' : days === 1 ? 'завтра' : `через ${days} дн.`}, ${day}${cost ? `, ${cost}` : ''}.`,
  },
  en: {
    answerBox:
      'If the screen asks for a code, reply to this message: the reply is typed into the machine, with Enter. Otherwise sign in at the desk: an administrator may take this slot.',
    someoneThere: who => `${who} is at work there now, so the screen is not shown.`,
    screenNow: machine => `${machine}: its screen now.`,
    lookAgain: 'Show the screen',
    undelivered: (who, slot, why) =>
      `✕ A dump did not get through to Telegram: ${who}, ${slot}. It is kept in the portal.${why ? `\nReason: ${why}` : ''}`,
    renewal: (slot, days, day, cost) =>
      `◷ ${slot}: the subscription renews ${days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`}, on ${day}${cost ? `, ${cost}` : ''}.`,
  },
}
