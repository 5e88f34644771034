import { createReadStream } from 'node:fs'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Api, GrammyError, HttpError, InputFile } from 'grammy'
import type { Config } from '../config.ts'
import type { SendError } from '../domain/delivery.ts'
import { noteStreamed } from './note-streamed.ts'

/** What the outbox needs of Telegram. Every call throws what `sendErrorOf` understands. */
export interface Telegram {
  /** With buttons under it: label → what a press sends, 64 bytes at most. */
  sendText(chatId: number, text: string, buttons?: Record<string, string>): Promise<{ messageId: number }>
  /** A PNG with words under it, 1,024 characters at most. */
  sendPicture(
    chatId: number,
    png: Uint8Array,
    caption: string,
    buttons?: Record<string, string>,
  ): Promise<{ messageId: number }>
  /** The message says this from now on, without buttons. */
  editText(chatId: number, messageId: number, text: string): Promise<void>
  /** Turns the message into this document. Doing it again changes nothing. */
  putDocument(chatId: number, messageId: number, file: DocumentToSend): Promise<{ fileId: string | null }>
  /** A message of its own; doing it again sends it again. */
  sendDocument(chatId: number, file: DocumentToSend): Promise<{ messageId: number; fileId: string | null }>
  deleteMessage(chatId: number, messageId: number): Promise<void>
}

export interface DocumentToSend {
  path: string
  name: string
  caption: string
  /** Telegram has these very bytes under this id: they need not travel again. */
  fileId?: string
}

const NO_PREVIEW = { link_preview_options: { is_disabled: true } }
export const TELEGRAM_ROOT = 'https://api.telegram.org'

/** The Bot API as the outbox uses it. Files are read from their path: a retry reads them anew, memory stays flat. */
export function createTelegram(config: Pick<Config, 'TELEGRAM_BOT_TOKEN' | 'TELEGRAM_API_BASE'>): Telegram {
  const apiRoot = config.TELEGRAM_API_BASE || TELEGRAM_ROOT
  const words = new Api(config.TELEGRAM_BOT_TOKEN, { apiRoot, timeoutSeconds: 30 })
  // A stale kept-alive connection looks like an upload that may have arrived.
  const agent = apiRoot.startsWith('https:')
    ? new HttpsAgent({ keepAlive: false })
    : new HttpAgent({ keepAlive: false })
  const uploads = new Api(config.TELEGRAM_BOT_TOKEN, { apiRoot, timeoutSeconds: 300, baseFetchConfig: { agent } })
  return {
    async sendText(chatId, text, buttons) {
      const { message_id } = await words.sendMessage(chatId, text, { ...NO_PREVIEW, ...under(buttons) })
      return { messageId: message_id }
    },
    async sendPicture(chatId, png, caption, buttons) {
      const picture = new InputFile(png, 'picture.png')
      const { message_id } = await uploads.sendPhoto(chatId, picture, { caption, ...under(buttons) })
      return { messageId: message_id }
    },
    async editText(chatId, messageId, text) {
      await words.editMessageText(chatId, messageId, text, NO_PREVIEW)
    },
    async putDocument(chatId, messageId, file) {
      const message = await knownOrUploaded(file, media =>
        uploads.editMessageMedia(chatId, messageId, { type: 'document', media, caption: file.caption }),
      )
      return { fileId: message === true ? null : (message.document?.file_id ?? null) }
    },
    async sendDocument(chatId, file) {
      const message = await knownOrUploaded(file, media =>
        uploads.sendDocument(chatId, media, { caption: file.caption }),
      )
      return { messageId: message.message_id, fileId: message.document.file_id }
    },
    async deleteMessage(chatId, messageId) {
      await words.deleteMessage(chatId, messageId)
    },
  }
}

/** By its id when Telegram has it; uploaded when it has forgotten, or another bot knew it. */
async function knownOrUploaded<T>(
  { path, name, fileId }: DocumentToSend,
  send: (media: string | InputFile) => Promise<T>,
): Promise<T> {
  if (fileId === undefined) return send(new InputFile(() => bytesOf(path), name))
  return send(fileId).catch(error => {
    if (!(error instanceof GrammyError && /file.?id|file identifier|remote file/i.test(error.description))) throw error
    return send(new InputFile(() => bytesOf(path), name))
  })
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) {
    noteStreamed(chunk.length)
    yield chunk
  }
}

function under(buttons: Record<string, string> = {}) {
  const row = Object.entries(buttons).map(([label, data]) => ({ text: label, callback_data: data }))
  return row.length ? { reply_markup: { inline_keyboard: [row] } } : {}
}

/** What is known of an error that a Telegram call threw; null when it did not come from there. */
export function sendErrorOf(error: unknown): SendError | null {
  if (error instanceof GrammyError)
    return {
      code: error.error_code,
      description: error.description,
      ...(error.parameters.retry_after ? { retryAfter: error.parameters.retry_after } : {}),
    }
  if (!(error instanceof HttpError)) return null
  const { code, errno, message, type } = error.error as NodeJS.ErrnoException & { type?: string }
  if (type === 'invalid-json' || /invalid json/i.test(message)) return { notJson: true }
  return { errno: code ?? (errno === undefined ? '' : String(errno)) }
}

const TOKEN = /\d{5,}:[A-Za-z0-9_-]{30,}/g

/** The bot's token stands in the address of every call, and so in the message of every network error. */
export const withoutToken = (text: string) => text.replace(TOKEN, '<token>')

/** What may be stored and logged of an error. */
export function safeReason(error: unknown): string {
  const cause = error instanceof HttpError && error.error instanceof Error ? `: ${error.error.message}` : ''
  return withoutToken(`${error instanceof Error ? error.message : String(error)}${cause}`).slice(0, 500)
}
