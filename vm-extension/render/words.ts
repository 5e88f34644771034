import type { TaxiChat } from '@taxi/contract/chat.ts'

const ru = {
  user: 'Вы',
  assistant: 'Ответ',
  thinking: 'Ход мыслей',
  file: 'Файл',
  sources: 'Источники',
  untitled: 'Чат без названия',
  partial: 'Чат сохранён не полностью',
  others: (count: number) => `Другие варианты этого чата (сообщений: ${count}) лежат в файле JSON.`,
}
export type Words = typeof ru

const en: Words = {
  user: 'You',
  assistant: 'Answer',
  thinking: 'Thinking',
  file: 'File',
  sources: 'Sources',
  untitled: 'Chat without a title',
  partial: 'This chat is not complete',
  others: count => `Other versions in this chat (${count} messages) are in the JSON file.`,
}

/** The file speaks the language its person wrote in. */
export function wordsFor(chat: TaxiChat): Words {
  const written = chat.turns.filter(turn => turn.role === 'user').map(turn => turn.markdown)
  return /[а-яё]/i.test(written.join(' ') || chat.title) ? ru : en
}
