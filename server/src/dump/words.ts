import type { Locale } from '@taxi/contract/shapes.ts'

/** Everything a dump says by itself, in both languages. */
export interface DumpWords {
  title: (slot: string) => string
  ended: string
  endReasons: Record<string, string>
  minutes: (count: number) => string
  chats: string
  noChats: string
  contents: string
  tabs: string
  openTabs: string
  visited: string
  noTabs: string
  downloads: string
  noDownloads: string
  clipboard: string
  noClipboard: string
  selection: string
  screenshot: string
  noScreenshot: string
  you: string
  thinking: string
  sources: string
  attachments: string
  tools: string
  artifacts: string
  copy: string
  copied: string
  partial: string
  missing: string
  why: string
  inZip: string
  onPortalOnly: string
  cutHere: string
  unnamed: string
  openAgain: string
  pictureElsewhere: string
  keptUntil: (day: string) => string
  whatIsMissing: string
  file: string
  size: string
}

const russianMinutes = new Intl.PluralRules('ru')

export const dumpWords: Record<Locale, DumpWords> = {
  ru: {
    title: slot => `Сессия: ${slot}`,
    ended: 'Завершение',
    endReasons: {
      manual: 'вы освободили слот',
      timeout: 'время вышло',
      idle: 'долго не было действий',
      disconnect: 'стол был закрыт',
      no_show: 'никто не пришёл',
      kicked: 'завершил администратор',
      booking_due: 'началась бронь',
      handed_over: 'передано коллеге',
      machine_lost: 'машина пропала',
      start_failed: 'машина не запустилась',
      shutdown: 'сервер остановлен',
    },
    minutes: count => `${count} ${{ one: 'минута', few: 'минуты' }[russianMinutes.select(count) as 'one'] ?? 'минут'}`,
    chats: 'Чаты',
    noChats: 'В этой сессии чаты не открывались.',
    contents: 'Содержание',
    tabs: 'Вкладки и ссылки',
    openTabs: 'Открытые вкладки',
    visited: 'Посещённые страницы',
    noTabs: 'Вкладки не записаны.',
    downloads: 'Загрузки',
    noDownloads: 'Ничего не скачивалось.',
    clipboard: 'Буфер обмена',
    noClipboard: 'Буфер обмена пуст.',
    selection: 'Выделено на экране',
    screenshot: 'Снимок экрана',
    noScreenshot: 'Снимка экрана нет.',
    you: 'Вы',
    thinking: 'Ход рассуждений',
    sources: 'Источники',
    attachments: 'Вложения',
    tools: 'Инструменты',
    artifacts: 'Материалы',
    copy: 'Копировать',
    copied: 'Скопировано',
    partial: 'частично',
    missing: 'нет',
    why: 'Причина',
    inZip: 'Файл лежит в архиве:',
    onPortalOnly: 'слишком большой для Telegram, скачайте на портале',
    cutHere: 'Текст длиннее, чем помещается на страницу. Целиком он в архиве:',
    unnamed: 'Без названия',
    openAgain: 'Открыть на сайте',
    pictureElsewhere: 'Картинка в архиве:',
    keptUntil: day => `Хранится на сервере до ${day}.`,
    whatIsMissing: 'Чего не хватает',
    file: 'Файл',
    size: 'Размер',
  },
  en: {
    title: slot => `Session: ${slot}`,
    ended: 'Ended',
    endReasons: {
      manual: 'you released the slot',
      timeout: 'time was up',
      idle: 'nothing was typed or clicked for long',
      disconnect: 'the desk was closed',
      no_show: 'nobody came',
      kicked: 'an administrator ended it',
      booking_due: 'a booking began',
      handed_over: 'handed over to a colleague',
      machine_lost: 'the machine was lost',
      start_failed: 'the machine did not start',
      shutdown: 'the server was stopped',
    },
    minutes: count => `${count} ${count === 1 ? 'minute' : 'minutes'}`,
    chats: 'Chats',
    noChats: 'No chat was opened in this session.',
    contents: 'Contents',
    tabs: 'Tabs and links',
    openTabs: 'Open tabs',
    visited: 'Pages visited',
    noTabs: 'The tabs were not recorded.',
    downloads: 'Downloads',
    noDownloads: 'Nothing was downloaded.',
    clipboard: 'Clipboard',
    noClipboard: 'The clipboard is empty.',
    selection: 'Marked on the screen',
    screenshot: 'Screenshot',
    noScreenshot: 'There is no screenshot.',
    you: 'You',
    thinking: 'Reasoning',
    sources: 'Sources',
    attachments: 'Attachments',
    tools: 'Tools',
    artifacts: 'Artifacts',
    copy: 'Copy',
    copied: 'Copied',
    partial: 'partial',
    missing: 'missing',
    why: 'Reason',
    inZip: 'The file is in the zip:',
    onPortalOnly: 'too large for Telegram, download it in the portal',
    cutHere: 'The text is longer than this page holds. All of it is in the zip:',
    unnamed: 'Untitled',
    openAgain: 'Open on the site',
    pictureElsewhere: 'The picture is in the zip:',
    keptUntil: day => `Kept on the server until ${day}.`,
    whatIsMissing: 'What is missing',
    file: 'File',
    size: 'Size',
  },
}

/** `1.4 MB`, in powers of 1024, in the person's language. */
export function sizeIn(locale: Locale, bytes: number): string {
  const units = locale === 'ru' ? ['Б', 'КБ', 'МБ', 'ГБ'] : ['B', 'KB', 'MB', 'GB']
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3
  const value = bytes / 1024 ** step
  const digits = step === 0 || value >= 100 ? 0 : 1
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)}\u00a0${units[step]}`
}
