import type { FoundChat, Stretch } from '@taxi/contract/chats.ts'
import { Composer } from 'grammy'
import { timeInWords } from '../../../company-clock.ts'
import { findChats } from '../../../db/read/find-chats.ts'
import { publicUrl } from '../../../public-url.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { findWords } from '../find-words.ts'

const SHOWN = 5
const QUERY_LENGTH = 100
const SNIPPET_LENGTH = 300

/** `/find words`: the caller's own exported chats with these words, newest first; without words the latest ones. */
export function findFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.command('find', ctx => {
    const query = ctx.match.replace(/\s+/g, ' ').trim().slice(0, QUERY_LENGTH)
    return answerScreen(parts, ctx, { screen: asking => foundScreen(parts, asking, query, null) })
  })
  // A press has 64 bytes, and the cursor takes most of them: what was looked for stands in the message.
  feature.callbackQuery(/^find:(\d{1,14}\.[0-9a-f]{32})$/, ctx => {
    const [, before = ''] = ctx.match
    const [head = ''] = ctx.callbackQuery.message?.text?.split('\n') ?? []
    return answerScreen(parts, ctx, { screen: asking => foundScreen(parts, asking, queryIn(head), before) })
  })

  return feature
}

async function foundScreen(parts: BotParts, asking: Asking, query: string, before: string | null): Promise<Screen> {
  const words = findWords[asking.locale]
  const { chats, next } = await findChats(parts.db, asking.person.id, query, { limit: SHOWN, before })
  if (!chats.length) return { text: query ? words.nothing(query) : words.none, rows: [] }
  return {
    text: [
      query ? words.found(query) : words.latest,
      ...chats.map(chat => chatText(parts, asking, chat)),
      ...(query ? [] : [words.how]),
    ].join('\n\n'),
    rows: next ? [[[words.more, `find:${next}`] satisfies Button]] : [],
  }
}

function chatText({ config }: BotParts, asking: Asking, chat: FoundChat): string {
  const words = findWords[asking.locale]
  const at = timeInWords(new Date(chat.last_seen), asking)
  return [
    words.chat(textOf(chat.title).slice(0, SNIPPET_LENGTH) || words.untitled, chat.slot_name, at),
    textOf(chat.snippet).slice(0, SNIPPET_LENGTH),
    chat.dump_id ? `${publicUrl(config)}/app/dumps/${chat.dump_id}` : '',
  ]
    .filter(Boolean)
    .join('\n')
}

const textOf = (stretches: Stretch[]) =>
  stretches
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

/** The language may have changed since the message was written. */
function queryIn(head: string): string {
  const lead = [findWords.ru.found(''), findWords.en.found('')].find(words => head.startsWith(words))
  return lead === undefined ? '' : head.slice(lead.length)
}
