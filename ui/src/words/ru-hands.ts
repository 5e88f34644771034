import type { HandWords } from './en-hands.ts'

/** The words of a slot that changes hands, and of work that goes on without its person, in Russian. */
export const ruHands: HandWords = {
  handOver: 'Передать…',
  title: slot => `Передать ${slot}`,
  says: 'Ваша сессия закончится, коллега сядет за те же вкладки. Ваша работа придёт к вам, как обычно.',
  to: 'Коллега',
  toNobody: 'Никого с таким именем нет.',
  toWhom: 'Выберите, кому.',
  alone: 'Здесь пока только вы. Людей добавляет администратор в портале.',
  go: 'Передать',
  done: (slot, who) => `${slot} переходит: ${who}. Ваша работа уже в пути к вам.`,
  making: 'В сервисе сейчас готовится ответ.',
  whenDoneSays:
    'Можно не ждать: вы уходите сейчас, а ответ придёт вместе с остальным, когда будет готов, в пределах часа.',
  whenDone: 'Прислать, когда готово',
  atOnce: 'Освободить сразу',
  leftWorking: 'Слот освобождён. Работа продолжается, результат придёт к вам.',
  working: who => `Доделывает работу: ${who}`,
  workingMine: 'Доделывает вашу работу',
  atLongest: clock => `не позже ${clock}`,
  stop: 'Остановить работу…',
  takeOver: 'Забрать слот…',
  stopAsk: slot => `Остановить работу? ${slot}`,
  stopMine: 'То, что уже есть, будет собрано и придёт к вам.',
  stopTheirs: who => `${who} получит то, что уже есть. Потом слот уберётся и освободится.`,
  takeOverSays: who => `${who} получит то, что уже есть. Потом слот ваш: вы первые в очереди.`,
  stopDo: 'Остановить',
  takeOverDo: 'Забрать',
  stopped: slot => `${slot}: работа остановлена, слот убирается.`,
}
