import type { AskAnswer, AskState } from '@taxi/contract/asks.ts'
import type { Locale } from '@taxi/contract/shapes.ts'

interface AskWords {
  /** To the holder; `until` is a time of day. */
  asks: (who: string, slot: string, minutes: number, until: string) => string
  answers: Record<AskAnswer, string>
  /** What came of it, for the holder: in the place of the message. */
  outcomes: Record<Exclude<AskState, 'open'>, (who: string, slot: string) => string>
  /** What came of it, for whoever asked. */
  came: Record<'released' | 'soon' | 'refused' | 'expired', (holder: string, slot: string) => string>
  /** Why the session of a holder who was asleep ended. */
  asleep: (who: string) => string
}

/** What is said of polite requests. */
export const askWords: Record<Locale, AskWords> = {
  ru: {
    asks: (who, slot, minutes, until) =>
      `${who} просит уступить слот ${slot} на ${minutes} мин.\nЕсли не ответить до ${until}, ваша сессия продолжится.`,
    answers: { now: 'Освободить', soon: 'Через 5 мин', no: 'Нет' },
    outcomes: {
      released: (who, slot) => `${slot}: слот освобождён, следующий в очереди: ${who}.`,
      soon: (who, slot) => `${slot}: ваша сессия закончится через 5 мин, потом слот получит ${who}.`,
      refused: (who, slot) => `${slot}: вы остаётесь, ${who} об этом знает.`,
      expired: (who, slot) => `${slot}: вы не ответили на просьбу (${who}), ваша сессия продолжается.`,
      moot: (who, slot) => `${slot}: сессия закончилась, следующий в очереди: ${who}.`,
      withdrawn: (who, slot) => `${slot}: просьба больше не нужна (${who}).`,
    },
    came: {
      released: (holder, slot) => `${slot}: слот освобождён (${holder}). Ваша очередь подойдёт через несколько секунд.`,
      soon: (holder, slot) => `${slot}: слот освободится через 5 мин (${holder}). Потом ваша очередь.`,
      refused: (holder, slot) => `${slot}: слот ещё нужен (${holder}). Вы остаётесь в очереди.`,
      expired: (holder, slot) => `${slot}: ответа нет (${holder}). Вы остаётесь в очереди.`,
    },
    asleep: who => `Слот просили уступить (${who}), а нажатий не было больше 5 минут.`,
  },
  en: {
    asks: (who, slot, minutes, until) =>
      `${who} asks for ${slot}, for ${minutes} min.\nWithout an answer by ${until} your session goes on.`,
    answers: { now: 'Release now', soon: 'In 5 min', no: 'No' },
    outcomes: {
      released: (who, slot) => `${slot} is released; ${who} is next.`,
      soon: (who, slot) => `${slot}: your session ends in 5 min, then ${who} gets the slot.`,
      refused: (who, slot) => `${slot}: you stay, and ${who} knows it.`,
      expired: (who, slot) => `${slot}: you did not answer ${who}, your session goes on.`,
      moot: (who, slot) => `${slot}: your session has ended; ${who} is next.`,
      withdrawn: (who, slot) => `${slot}: ${who} took the request back.`,
    },
    came: {
      released: (holder, slot) => `${holder} released ${slot}. Your turn comes in a few seconds.`,
      soon: (holder, slot) => `${holder} releases ${slot} in 5 min. Then it is your turn.`,
      refused: (holder, slot) => `${holder} still needs ${slot}. You stay in line.`,
      expired: (holder, slot) => `${holder} has not answered about ${slot}. You stay in line.`,
    },
    asleep: who => `${who} asked for the slot, and no key was pressed for more than 5 minutes.`,
  },
}
