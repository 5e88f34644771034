import { ApiRefusal } from './answers.ts'
import type { UploadedFile } from './form.ts'

export interface PhoneDocument {
  file_id: string
  name: string
  bytes: number
  sha256: string
  /** Where the stand-in keeps the bytes. */
  path: string
}

/** One message as a phone shows it. */
export interface PhoneMessage {
  chatId: number
  messageId: number
  from: 'bot' | 'person'
  text: string
  caption: string
  document: PhoneDocument | null
  photo: PhoneDocument | null
  /** Labels with what a press sends. */
  buttons: { text: string; data: string }[]
  edits: number
  /** The Message object as it travels. */
  raw: Record<string, unknown>
}

export interface Content {
  text?: string
  caption?: string
  document?: PhoneDocument
  photo?: PhoneDocument
  buttons?: { text: string; data: string }[]
}

interface Chat {
  messages: Map<number, PhoneMessage>
  blocked: boolean
  tokens: number
  filledAt: number
}

type Who = {
  name?: string
  language?: string
  group?: number
  /** The message that is answered. */
  to?: PhoneMessage
}

/** All chats with the bot, with their pace: 1 message a second in bursts of 5, 20 a minute in a group. */
export class Chats {
  readonly answers: { id: string; text: string }[] = []
  readonly files = new Map<string, PhoneDocument>()
  readonly #chats = new Map<number, Chat>()
  readonly #bot: Record<string, unknown>
  readonly #pace: boolean
  #nextMessage = 100
  #nextPress = 1

  constructor(bot: Record<string, unknown>, pace: boolean) {
    this.#bot = bot
    this.#pace = pace
  }

  open(id: number): void {
    if (!this.#chats.has(id))
      this.#chats.set(id, { messages: new Map(), blocked: false, tokens: burst(id), filledAt: Date.now() })
  }

  shown(id: number): PhoneMessage[] {
    return [...(this.#chats.get(id)?.messages.values() ?? [])]
  }

  block(id: number, blocked: boolean): void {
    this.open(id)
    const chat = this.#chats.get(id)
    if (chat) chat.blocked = blocked
  }

  say(userId: number, text: string, who: Who): PhoneMessage {
    const chatId = who.group ?? userId
    this.open(chatId)
    const command = /^\/\w+/.exec(text)?.[0]
    const raw = {
      from: person(userId, who),
      text,
      ...(who.to ? { reply_to_message: who.to.raw } : {}),
      ...(command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}),
    }
    return this.#put(chatId, 'person', { text }, raw, who)
  }

  press(userId: number, message: PhoneMessage, button: string): Record<string, unknown> {
    const found = message.buttons.find(candidate => candidate.text === button || candidate.data === button)
    if (!found) throw new Error(`No button "${button}" here: ${message.buttons.map(b => b.text).join(', ')}`)
    const raw = this.shown(message.chatId).find(shown => shown.messageId === message.messageId)?.raw ?? message.raw
    return {
      id: String(this.#nextPress++),
      from: person(userId, {}),
      message: raw,
      chat_instance: String(message.chatId),
      data: found.data,
    }
  }

  send(chatId: number, content: Content): PhoneMessage {
    this.#admit(chatId)
    return this.#put(chatId, 'bot', content, { from: this.#bot })
  }

  edit(chatId: number, messageId: number, content: Content): PhoneMessage {
    this.#admit(chatId)
    const message = this.#chats.get(chatId)?.messages.get(messageId)
    if (!message) throw new ApiRefusal(400, 'Bad Request: message to edit not found')
    if (message.from !== 'bot') throw new ApiRefusal(400, "Bad Request: message can't be edited")
    const same =
      (content.text ?? '') === message.text &&
      (content.caption ?? '') === message.caption &&
      content.document?.sha256 === message.document?.sha256 &&
      JSON.stringify(content.buttons ?? []) === JSON.stringify(message.buttons)
    if (same) throw new ApiRefusal(400, 'Bad Request: message is not modified')
    Object.assign(message, shownContent(content), { edits: message.edits + 1 })
    message.raw = { ...head(message, {}), from: this.#bot, ...rawContent(content) }
    return message
  }

  remove(chatId: number, messageId: number): void {
    if (!this.#chats.get(chatId)?.messages.delete(messageId))
      throw new ApiRefusal(400, 'Bad Request: message to delete not found')
  }

  keep(file: UploadedFile): PhoneDocument {
    const document = { file_id: `file-${this.files.size + 1}`, ...file }
    this.files.set(document.file_id, document)
    return document
  }

  #admit(id: number): void {
    const chat = this.#chats.get(id)
    if (!chat) throw new ApiRefusal(400, 'Bad Request: chat not found')
    if (chat.blocked) throw new ApiRefusal(403, 'Forbidden: bot was blocked by the user')
    if (!this.#pace) return
    const perSecond = id < 0 ? 20 / 60 : 1
    const now = Date.now()
    chat.tokens = Math.min(burst(id), chat.tokens + ((now - chat.filledAt) / 1000) * perSecond)
    chat.filledAt = now
    if (chat.tokens < 1) throw ApiRefusal.tooMany(Math.max(1, Math.ceil((1 - chat.tokens) / perSecond)))
    chat.tokens -= 1
  }

  #put(chatId: number, from: 'bot' | 'person', content: Content, raw: Record<string, unknown>, who: Who = {}) {
    const message: PhoneMessage = {
      chatId,
      messageId: this.#nextMessage++,
      from,
      ...shownContent(content),
      edits: 0,
      raw: {},
    }
    message.raw = { ...head(message, who), ...rawContent(content), ...raw }
    this.#chats.get(chatId)?.messages.set(message.messageId, message)
    return message
  }
}

const burst = (chatId: number) => (chatId < 0 ? 20 : 5)

function person(id: number, who: Who) {
  return { id, is_bot: false, first_name: who.name ?? `User ${id}`, language_code: who.language ?? 'ru' }
}

function head(message: PhoneMessage, who: Who) {
  const chat =
    message.chatId < 0
      ? { id: message.chatId, type: 'supergroup', title: 'Group' }
      : { id: message.chatId, type: 'private', first_name: who.name ?? `User ${message.chatId}` }
  return { message_id: message.messageId, date: Math.floor(Date.now() / 1000), chat }
}

function shownContent(content: Content) {
  return {
    text: content.text ?? '',
    caption: content.caption ?? '',
    document: content.document ?? null,
    photo: content.photo ?? null,
    buttons: content.buttons ?? [],
  }
}

function rawContent(content: Content) {
  const file = (document: PhoneDocument) => ({
    file_id: document.file_id,
    file_unique_id: `u-${document.file_id}`,
    file_name: document.name,
    file_size: document.bytes,
  })
  return {
    ...(content.text ? { text: content.text } : {}),
    ...(content.caption ? { caption: content.caption } : {}),
    ...(content.document ? { document: file(content.document) } : {}),
    ...(content.photo ? { photo: [{ ...file(content.photo), width: 1, height: 1 }] } : {}),
    ...(content.buttons?.length
      ? { reply_markup: { inline_keyboard: [content.buttons.map(b => ({ text: b.text, callback_data: b.data }))] } }
      : {}),
  }
}
