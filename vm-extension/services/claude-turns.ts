import { footnotes } from '../render/citations.ts'
import type { Asking } from './claude.ts'
import { tagsIn } from './claude-artifacts.ts'
import { picturesIn, uploadsOf } from './claude-files.ts'
import { isPrivateTool } from './claude-private.ts'
import { Call, type Message, Result, Said, Thought } from './claude-shapes.ts'
import { citedPlaces, joined, withMarks } from './claude-text.ts'
import { toolOf } from './claude-tools.ts'
import { known } from './known.ts'
import { type FoundTurn, foundTurn, instantOf } from './service.ts'

/** One message as a turn; none when an answer ended before anything of it was there. */
export function turnOf(message: Message, asking: Asking, made: FoundTurn['attachments']): FoundTurn[] {
  if (message.sender === 'human') return [questionOf(message, asking)]
  const turn = answerOf(message, asking)
  turn.attachments.push(...made)
  const empty = [turn.markdown, turn.thinking, turn.images.length, turn.attachments.length, turn.tools?.length]
  return empty.some(Boolean) ? [turn] : []
}

function questionOf(message: Message, asking: Asking): FoundTurn {
  const texts = message.content.flatMap(block => (block.type === 'text' ? known(Said, block, 'a text').text : []))
  return foundTurn({
    role: 'user',
    id: message.uuid,
    at: instantOf(message.created_at),
    markdown: (texts.length > 0 ? texts.join('\n\n') : (message.text ?? '')).trim(),
    ...uploadsOf(message, asking),
  })
}

function answerOf(message: Message, asking: Asking): FoundTurn {
  const notes = footnotes()
  const parts: string[] = []
  const thinking: string[] = []
  const tools: NonNullable<FoundTurn['tools']> = []
  const results = message.content.flatMap(block => Result.safeParse(block).data ?? [])
  const shown = results.filter(({ name }) => !isPrivateTool(name))
  for (const block of message.content) {
    if (block.type === 'text') {
      const { text, citations } = known(Said, block, 'a text')
      parts.push(withoutTags(withMarks(text, citedPlaces(citations ?? []), notes.cite)))
    } else if (block.type === 'thinking') thinking.push(...thoughtOf(known(Thought, block, 'a thought')))
    else if (block.type === 'tool_use') {
      const call = known(Call, block, 'a call of a tool')
      const result = shown.find(({ tool_use_id }) => tool_use_id && tool_use_id === call.id)
      if (!isPrivateTool(call.name)) tools.push(toolOf(call, result))
    }
  }
  for (const { url, title } of shown.flatMap(foundBy)) notes.list({ url, title })
  return foundTurn({
    role: 'assistant',
    id: message.uuid,
    at: instantOf(message.created_at),
    model: message.model ?? asking.model,
    markdown: joined(parts.length > 0 ? parts : [withoutTags(message.text ?? '')]),
    citations: notes.citations,
    images: shown.flatMap(result => picturesIn(result, asking)),
    attachments: [],
    ...(thinking.length > 0 ? { thinking: thinking.join('\n\n') } : {}),
    ...(tools.length > 0 ? { tools } : {}),
  })
}

/** Documents of old chats stand for themselves; what such a chat thought was never shown. */
function withoutTags(text: string): string {
  const shown = text.replace(/<antThinking>[\s\S]*?(?:<\/antThinking>\n?|$)/g, '')
  return tagsIn(shown).reduce((rest, { tag }) => rest.replace(tag, ''), shown)
}

function thoughtOf({ thinking, summaries }: ReturnType<typeof Thought.parse>): string[] {
  const heading = summaries?.at(-1)?.summary
  const thought = [heading ? `**${heading}**` : '', thinking ?? ''].filter(Boolean).join('\n\n')
  return thought ? [thought] : []
}

/** Pages a search found, whether the answer cites them or not. */
function foundBy({ content }: Result): { url: string; title: string }[] {
  const items = Array.isArray(content) ? content : []
  return items.flatMap(({ type, url, title }) => (type === 'knowledge' && url ? [{ url, title: title || url }] : []))
}
