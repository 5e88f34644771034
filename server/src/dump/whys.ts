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
  'the browser did not hand the clipboard over': 'браузер не отдал буфер обмена',
  'the file was not sent': 'файл не был передан',
  'fetch: it brought far more than it said it had': 'файл оказался намного больше, чем сообщила машина',
}

/** The reason in the reader's language. */
export function sayWhy(why: string, locale: Locale): string {
  return (locale === 'ru' && russian[why]) || why
}
