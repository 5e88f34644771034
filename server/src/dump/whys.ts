import type { Locale } from '@taxi/contract/shapes.ts'

/** Reasons as the manifest has them, with what a Russian reader is told. Others are shown as they came. */
const russian: Record<string, string> = {
  'it was not sealed': 'не было сохранено на машине',
  'it is no longer on the machine': 'на машине этого больше нет',
  'it was not on the machine at the end': 'к концу сессии на машине этого не было',
  'it changed while it was copied': 'файл менялся, пока копировался',
  'the machine did not answer until the deadline': 'машина не ответила в отведённый срок',
  'the machine is down; what it holds follows when it is back':
    'машина недоступна; недостающее придёт, когда она вернётся',
  'the download did not come to its end': 'загрузка не завершилась',
  'the companion did not tell': 'браузер машины не сообщил',
  'the companion did not answer at the end': 'браузер машины не ответил в конце сессии',
  'the companion did not export it': 'чат не был выгружен',
  'the export could not be read': 'выгрузку не удалось прочитать',
  'the export was not finished': 'выгрузка не завершилась',
  'the last export failed': 'последняя выгрузка не удалась',
  'the download was still running when the session ended': 'загрузка не закончилась до конца сессии',
  'the screen could not be photographed': 'снимок экрана не получился',
  'the screen was blank': 'экран был пуст',
  'whoever owns the clipboard did not hand it over': 'программа не отдала буфер обмена',
  "the browser's history could not be read": 'историю браузера не удалось прочитать',
  'not exported in time': 'чат не успел выгрузиться',
  'the last changes were not exported in time': 'последние изменения не успели выгрузиться',
  'the answer was still being written': 'ответ ещё писался',
  'the answer lacks part of the chat': 'сервис отдал не весь чат',
  'the service did not tell the oldest messages': 'сервис не отдал самые старые сообщения',
  'the service tells the same messages again and again': 'сервис повторяет одни и те же сообщения',
  'the page shows another chat': 'страница показывает другой чат',
  'no page shows the chat': 'ни одна страница не показывает чат',
  'the page did not load': 'страница не загрузилась',
  'the account has no organisation with chats': 'в аккаунте нет организации с чатами',
  'the file was not sent': 'файл не был передан',
  'fetch: it brought far more than it said it had': 'файл оказался намного больше, чем сообщила машина',
}

/** Reasons that name a step or a time: the reader is told what they mean. */
const shapes: [RegExp, Record<Locale, string>][] = [
  [
    /no companion is connected$/,
    { ru: 'браузер машины не был на связи', en: 'the machine’s browser was not on the line' },
  ],
  [/no answer within [\d.]+ s$/, { ru: 'машина не ответила вовремя', en: 'the machine did not answer in time' }],
  [/: no answer$/, { ru: 'машина не отвечает', en: 'the machine does not answer' }],
]

/** The reason in the reader's language. */
export function sayWhy(why: string, locale: Locale): string {
  const shaped = shapes.find(([shape]) => shape.test(why))?.[1][locale]
  return shaped ?? ((locale === 'ru' && russian[why]) || why)
}
