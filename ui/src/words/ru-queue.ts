import type { QueueWords } from './en-queue.ts'
import { plural } from './plural.ts'

/** The words of waiting and of a turn held for somebody, in Russian. */
export const ruQueue: QueueWords = {
  join: 'В очередь',
  leave: 'Не ждать',
  any: 'В очередь на любой',
  anySays: service => `Одно место в очередях ко всем слотам ${service}: первый свободный ваш.`,
  waiting: n => `${plural('ru', n, ['ждёт', 'ждут', 'ждут'])} ${n}`,
  you: (position, waiting) => (position === 1 ? 'вы на очереди' : `место ${position} из ${waiting}`),
  anyYou: says => `любой: ${says}`,
  soon: 'вот-вот',
  upTo: minutes => `до ${minutes}\u00a0мин`,
  about: (from, to) => (from === to ? `около ${to}\u00a0мин` : `около ${from}–${to}\u00a0мин`),
  turn: 'Ваша очередь',
  turnSays: 'Слот придержан для вас. Когда время выйдет, его предложат следующему.',
  seconds: n => `ещё ${n}\u00a0с`,
  take: 'Занять',
  pass: 'Пропустить',
  passSays: 'Очередь пойдёт дальше, ваше место освободится',
  later: '+5\u00a0мин',
  laterSays: 'Пропустить следующего вперёд',
  held: name => `Придержан: ${name}`,
  noticeTitle: slot => `Ваша очередь: ${slot}`,
  noticeSays: seconds => `Слот ждёт вас ${seconds}\u00a0с.`,
  failed: 'Занять не получилось',
}
