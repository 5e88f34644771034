import type { ReaderWords } from './en-readers.ts'

/** The words of what readers of services met, and of what was stopped at shared accounts, in Russian. */
export const ruReaders: ReaderWords = {
  title: 'Чтение сервисов',
  drifts: 'Ответы, которые не удалось узнать',
  driftsSay: 'Сервис изменился. Чаты по-прежнему приходят: со страницы или одним текстом. Чтение пора поправить.',
  noDrifts: 'Всё, что ответили сервисы, узнано.',
  noDriftsNext: 'Если сервис ответит иначе, это будет здесь 30 дней.',
  service: 'Сервис',
  day: 'День',
  met: 'Что встретилось',
  shape: 'Устройство',
  shapeTitle: service => `Что теперь отвечает ${service}`,
  shapeSays: 'Ключи и виды значений. Самих значений здесь нет: можно отправить тому, кто будет чинить.',
  copy: 'Скопировать',
  copied: 'Скопировано',
  answer: 'Ответ…',
  answerTitle: service => `Ответ ${service} дословно`,
  answerSays: 'В нём может быть то, что человек писал и получил. Запись о том, что вы его взяли, попадёт в журнал.',
  take: 'Скачать',
  guarded: 'Остановлено у общих аккаунтов',
  guardedSay: 'Браузер остановил запрос до отправки, человеку сказано почему.',
  noGuarded: 'Никто не пытался выйти из аккаунта, изменить его, заплатить или удалить.',
  deeds: {
    sign_out: 'Выход из аккаунта',
    account: 'Изменение аккаунта',
    payment: 'Оплата',
    deletion: 'Удаление',
  },
  where: 'Где',
  nobody: 'Между сессиями',
  whole: 'В журнале',
}
