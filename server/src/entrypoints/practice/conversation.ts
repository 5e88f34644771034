import { randomUUID } from 'node:crypto'
import type { Locale } from '@taxi/contract/shapes.ts'
import { answerTo, type Step } from './answer.ts'
import { type Account, type Chats, type Conversation, limits, type Message, type PracticeFile } from './chats.ts'
import { bytesOf } from './files.ts'
import { languageOf } from './languages.ts'

/** What a page that listens hears while an answer is written. */
export type Heard =
  | { event: 'start'; conversation_id: string; title: string; question: string; answer: string }
  | { event: 'text'; text: string }
  | { event: 'progress'; label: string; done: number; of: number }
  | { event: 'file'; file: PublicFile }
  | { event: 'done'; status: Message['status'] }
export type PublicFile = ReturnType<typeof publicFile>

export const MODEL = 'rules-1'

export interface Question {
  text: string
  conversationId: string | null
  /** The message it follows; null: the last one the person sees. */
  parent: string | null
  locale: Locale
}

/** Adds the question and an empty answer; null when the chat is unknown, or it or the account is full. */
export function ask(account: Account, question: Question, now: number): [Conversation, Message] | null {
  if (textOf(account) + question.text.length > limits.accountText) return null
  const conversation = question.conversationId
    ? account.conversations[question.conversationId]
    : newConversation(account, question.text, now)
  if (!conversation || Object.keys(conversation.messages).length + 2 > limits.messages) return null
  const parent = question.parent ?? (conversation.current_node || null)
  if (parent && !conversation.messages[parent]) return null
  const asked = add(conversation, { role: 'user', parent, text: question.text, status: 'finished', model: null }, now)
  const answer = add(
    conversation,
    { role: 'assistant', parent: asked.id, text: '', status: 'in_progress', model: MODEL },
    now,
  )
  return [conversation, answer]
}

function textOf({ conversations }: Account): number {
  const messages = Object.values(conversations).flatMap(({ messages }) => Object.values(messages))
  return messages.reduce((sum, { text }) => sum + text.length, 0)
}

function newConversation(account: Account, text: string, now: number): Conversation | undefined {
  if (Object.keys(account.conversations).length >= limits.conversations) return undefined
  const id = randomUUID()
  const title = text.replace(/\s+/g, ' ').trim().slice(0, 60)
  const conversation: Conversation = {
    id,
    title,
    create_time: now,
    update_time: now,
    current_node: '',
    messages: {},
  }
  account.conversations[id] = conversation
  return conversation
}

function add(
  conversation: Conversation,
  message: Pick<Message, 'role' | 'parent' | 'text' | 'status' | 'model'>,
  now: number,
): Message {
  const added: Message = { ...message, id: randomUUID(), create_time: now, images: [], files: [] }
  conversation.messages[added.id] = added
  conversation.current_node = added.id
  conversation.update_time = now
  return added
}

/**
 * Writes the answer step by step and tells whoever listens. It goes on when nobody does: like the real
 * services, the answer is there when one comes back.
 */
export async function writeAnswer(
  chats: Chats,
  account: Account,
  [conversation, answer]: [Conversation, Message],
  question: Question,
  hear: (heard: Heard) => void,
): Promise<void> {
  const locale = languageOf(question.text, question.locale)
  hear({
    event: 'start',
    conversation_id: conversation.id,
    title: conversation.title,
    question: answer.parent ?? '',
    answer: answer.id,
  })
  chats.changed(account)
  for (const step of answerTo(question.text, locale)) {
    await take(step, answer, hear)
    chats.changed(account)
  }
  answer.status = 'finished'
  conversation.update_time = Date.now() / 1000
  chats.changed(account)
  hear({ event: 'done', status: 'finished' })
}

async function take(step: Step, answer: Message, hear: (heard: Heard) => void): Promise<void> {
  if (step.type === 'progress') {
    hear({ event: 'progress', label: step.label, done: step.done, of: step.of })
    return pause(step.ms)
  }
  if (step.type === 'file') {
    const file: PracticeFile = { ...step.file, id: randomUUID(), size: bytesOf(step.file).length }
    if (file.kind === 'image') answer.images.push(file)
    else answer.files.push(file)
    return hear({ event: 'file', file: publicFile(file) })
  }
  for (const text of pieces(step.text)) {
    answer.text += text
    hear({ event: 'text', text })
    await pause(15)
  }
}

/** Some words at a time, as the real ones stream. */
const pieces = (text: string) => text.match(/(?:\S+\s*){1,4}/g) ?? []
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

export function publicFile({ seed: _, ...file }: PracticeFile) {
  return { ...file, url: `/practice/api/files/${file.id}` }
}
