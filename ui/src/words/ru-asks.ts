import type { AskWords } from './en-asks.ts'

/** The words of a polite request for somebody’s slot, in Russian. */
export const ruAsks: AskWords = {
  ask: 'Попросить…',
  title: (who, slot) => `Попросить ${slot}? Сейчас там ${who}`,
  says: who =>
    `${who} увидит просьбу сразу и везде, на ответ есть три минуты. Вы встаёте в очередь: когда слот освободят, он достанется вам.`,
  howLong: 'На сколько он вам нужен',
  send: 'Попросить',
  asked: who => `Просьба отправлена: ${who}.`,
  waiting: (who, clock) => `Вы попросили: ${who}. Ответ до ${clock}`,
  withdraw: 'Отозвать',
  toMe: who => `Вас просит ${who}`,
  forMinutes: (slot, minutes) => `${slot}, на ${minutes}`,
  toMeSays: 'Без ответа ваша сессия просто продолжится.',
  answers: { now: 'Освободить', soon: 'Через 5\u00a0мин', no: 'Нет' },
  seconds: n => `${n}\u00a0с на ответ`,
  answered: {
    now: 'Слот освобождён. Ваша работа уже в пути к вам.',
    soon: 'Ваша сессия закончится через пять минут.',
    no: who => `Ответ отправлен: ${who} увидит, что сейчас никак.`,
  },
  came: {
    released: (who, slot) => `${who} освобождает ${slot}. Сейчас подойдёт ваша очередь.`,
    soon: (who, slot) => `${who} освободит ${slot} через пять минут.`,
    refused: (who, slot) => `${who}: ${slot} ещё нужен. Вы остаётесь в очереди.`,
    expired: (who, slot) => `${who} не отвечает про ${slot}. Вы остаётесь в очереди.`,
    moot: (who, slot) => `${slot}: сессия закончилась (${who}). Сейчас подойдёт ваша очередь.`,
  },
  noticeTitle: (who, slot) => `${who} просит ${slot}`,
  noticeSays: minutes => `На ${minutes}. Сможете освободить?`,
  failed: 'Ответ не дошёл',
}
