import type { TaxiChat, Turn } from '@taxi/contract/chat.ts'

/** What a chat says, as plain words: what is looked through when somebody searches their chats. */
export function chatWords(chat: TaxiChat): { title: string; body: string } {
  const pieces = [
    ...chat.turns.filter(turn => turn.active).flatMap(turnWords),
    ...chat.artifacts.flatMap(({ title, content }) => [title, withoutMarks(content)]),
    ...(chat.assets ?? []).flatMap(({ title, prompt }) => [title, prompt ?? '']),
    ...(chat.sources ?? []).map(({ title }) => title),
  ]
  return { title: oneLine(chat.title), body: pieces.map(tidy).filter(Boolean).join('\n') }
}

function turnWords({ markdown, attachments, citations }: Turn): string[] {
  return [withoutMarks(markdown), ...attachments.map(({ name }) => name), ...citations.map(({ title }) => title)]
}

/** Markdown as it is read aloud: the words of a link without its address, code without its fence. Bounded everywhere: a page may write anything. */
function withoutMarks(markdown: string): string {
  return markdown
    .replace(/^[ \t]*(```|~~~).*$/gm, '')
    .replace(/!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}\)/g, '$1')
    .replace(/\[\^[^\]\s]{1,50}\]:?/g, '')
    .replace(/^[ \t|:-]*--[ \t|:-]*$/gm, '')
    .replace(/^ {0,3}(#{1,6}|>|[-*+])[ \t]+/gm, '')
    .replace(/\*\*|__|~~|`/g, '')
    .replaceAll('|', ' ')
}

/** Control characters and letters of private use are no words; a database cannot hold all of them, the search marks with some. */
const tidy = (text: string) =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]|\p{Co}/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()

const oneLine = (text: string) => tidy(text).replaceAll('\n', ' ')
