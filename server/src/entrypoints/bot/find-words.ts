import type { Locale } from '@taxi/contract/shapes.ts'

interface FindWords {
  /** The first line of a page of chats found; what was looked for is read off it again for the next page. */
  found: (query: string) => string
  latest: string
  nothing: (query: string) => string
  none: string
  how: string
  chat: (title: string, slot: string, at: string) => string
  untitled: string
  more: string
  /** /dumps */
  resend: (slot: string, at: string) => string
  portal: (url: string) => string
}

/** Words of looking for one's chats and having dumps sent again. */
export const findWords: Record<Locale, FindWords> = {
  ru: {
    found: query => `Ваши чаты, найдено по словам: ${query}`,
    latest: 'Ваши последние чаты',
    nothing: query => `В ваших чатах такого нет: ${query}`,
    none: 'Чатов пока нет. Они появятся после первой сессии.',
    how: 'Чтобы найти чат, напишите слова после команды: /find отчёт за ноябрь',
    chat: (title, slot, at) => `${title}\n${slot}, ${at}`,
    untitled: 'Без названия',
    more: 'Ещё',
    resend: (slot, at) => `Прислать: ${slot}, ${at}`,
    portal: url => `Все дампы на портале: ${url}`,
  },
  en: {
    found: query => `Your chats with these words: ${query}`,
    latest: 'Your latest chats',
    nothing: query => `None of your chats has this: ${query}`,
    none: 'No chats yet. They appear after the first session.',
    how: 'To find a chat, write words behind the command: /find November report',
    chat: (title, slot, at) => `${title}\n${slot}, ${at}`,
    untitled: 'Untitled',
    more: 'More',
    resend: (slot, at) => `Send ${slot}, ${at}`,
    portal: url => `All dumps in the portal: ${url}`,
  },
}
