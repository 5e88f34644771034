import type { Turn } from '@taxi/contract/chat.ts'
import { footnotes } from '../render/citations.ts'
import type { Asking } from './chatgpt.ts'
import { pictureOf, sandboxFilesIn, uploadsOf } from './chatgpt-files.ts'
import { reportIn } from './chatgpt-report.ts'
import type { Message, Node } from './chatgpt-shapes.ts'
import { textOf } from './chatgpt-text.ts'
import { type FoundTurn, foundTurn, instant } from './service.ts'

type Tool = NonNullable<Turn['tools']>[number]

/**
 * The messages of one branch as turns. Everything between two messages of the person is one answer: thoughts, tools,
 * pictures, and a text that was continued.
 */
export function turnsOf(branch: Node[], asking: Asking): FoundTurn[] {
  const turns: FoundTurn[] = []
  let answer: Message[] = []
  const close = () => {
    if (answer.length > 0) turns.push(...answerOf(answer, asking))
    answer = []
  }
  for (const { message } of branch) {
    if (!message || isPrivate(message)) continue
    if (message.author.role !== 'user') {
      answer.push(message)
      continue
    }
    if (isHidden(message)) continue
    close()
    turns.push(questionOf(message, asking))
  }
  close()
  return turns
}

/** The owner's instructions and memories are no part of any chat. */
export const isPrivate = ({ author, content, recipient }: Message): boolean =>
  author.role === 'system' ||
  /_editable_context$/.test(content.content_type) ||
  recipient === 'bio' ||
  author.name === 'bio'

const isHidden = ({ metadata }: Message) => metadata?.is_visually_hidden_from_conversation === true

function questionOf(message: Message, asking: Asking): FoundTurn {
  const uploads = uploadsOf(message, asking)
  return foundTurn({
    role: 'user',
    id: message.id,
    at: instant(message.create_time),
    markdown: texts(message).join('\n\n').trim(),
    ...uploads,
  })
}

/** One answer; none when the service did nothing that is shown. */
function answerOf(messages: Message[], asking: Asking): FoundTurn[] {
  const notes = footnotes()
  const thinking: string[] = []
  const tools: Tool[] = []
  const turn = foundTurn({ role: 'assistant', markdown: '' })
  const parts: string[] = []
  let at: string | null = null
  for (const message of messages) {
    const { author, content, metadata, recipient } = message
    const report = reportIn(message)
    if (report) {
      turn.id = report.id ?? turn.id
      turn.model = report.metadata?.model_slug ?? turn.model
      parts.push(textOf(report.text, report.metadata ?? null, notes))
      // The message is as old as the question: when the report came is not told.
      continue
    }
    if (content.content_type === 'thoughts') thinking.push(...thoughtsOf(message))
    else if (author.role === 'tool') readTool(message, turn, tools, asking)
    else if (recipient && recipient !== 'all') tools.push(...callOf(message))
    else if (!isHidden(message)) {
      const text = textOf(texts(message).join('\n\n'), metadata ?? null, notes)
      turn.images.push(...picturesIn(message, 'generated', asking))
      if (text === '' && turn.images.length === 0) continue
      parts.push(text)
      turn.attachments.push(...sandboxFilesIn(text, message.id, asking))
      at ??= instant(message.create_time)
      turn.id = message.id
    }
    turn.model = metadata?.model_slug ?? turn.model
  }
  turn.at = at ?? turn.at
  turn.markdown = joined(parts)
  turn.citations = notes.citations
  if (thinking.length > 0) turn.thinking = thinking.join('\n\n')
  if (tools.length > 0) turn.tools = tools
  const empty = !turn.markdown && turn.images.length === 0 && !turn.thinking && tools.length === 0
  return empty ? [] : [turn]
}

const joined = (parts: string[]) =>
  parts
    .map(part => part.trim())
    .filter(Boolean)
    .join('\n\n')

function readTool(message: Message, turn: FoundTurn, tools: Tool[], asking: Asking): void {
  const { content, metadata } = message
  const output = metadata?.aggregate_result?.messages ?? []
  for (const { image_url } of output)
    if (image_url) turn.images.push(...pictureOf(image_url, 'code_output', '', asking))
  const made = isHidden(message) ? [] : picturesIn(message, 'generated', asking)
  turn.images.push(...made)
  if (made.length > 0) {
    turn.id ??= message.id
    turn.at ??= instant(message.create_time)
  }
  const last = tools.at(-1)
  if (last && content.content_type === 'execution_output' && content.text) last.output = content.text
}

function picturesIn({ content, metadata }: Message, kind: 'generated' | 'upload', asking: Asking) {
  return (content.parts ?? []).flatMap(part =>
    typeof part === 'object' && typeof part.asset_pointer === 'string' && !/audio|video/.test(String(part.content_type))
      ? pictureOf(part.asset_pointer, kind, metadata?.image_gen_title ?? '', asking)
      : [],
  )
}

/** What was said, typed or spoken. */
function texts({ content }: Message): string[] {
  const said = (content.parts ?? []).map(part => (typeof part === 'string' ? part : part.text))
  const text = said.filter(part => typeof part === 'string')
  if (text.length === 0 && content.content_type === 'text' && content.text) return [content.text]
  return text.filter(Boolean)
}

const thoughtsOf = ({ content }: Message) =>
  (content.thoughts ?? []).map(({ summary, content: thought }) =>
    [summary ? `**${summary}**` : '', thought ?? ''].filter(Boolean).join('\n\n'),
  )

/** Names the service hides its tools behind. */
const toolName = (name: string) => (/^(t2uay3k|dalle|image_gen)/.test(name) ? 'image_gen' : name)

function callOf({ recipient, content }: Message): Tool[] {
  if (!recipient || recipient.startsWith('canmore.')) return []
  const said = content.text ?? (content.parts ?? []).filter(part => typeof part === 'string').join('\n')
  const input = /^(web|browser|search)/.test(recipient) ? queriesIn(said) : said
  return [{ name: toolName(recipient), input, output: '' }]
}

/** What was searched for; the rest of such a call are numbers of results nobody sees. */
function queriesIn(call: string): string {
  const queries = [...call.matchAll(/"q"\s*:\s*("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text ?? '""'))
  return queries.length > 0 ? queries.join('\n') : (call.match(/^search\("(.*)"\)$/)?.[1] ?? '')
}
