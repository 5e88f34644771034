import type { ServerResponse } from 'node:http'
import { ApiRefusal } from './answers.ts'
import type { Chats, PhoneDocument } from './chats.ts'
import type { Form } from './form.ts'
import type { Updates } from './updates.ts'

export interface World {
  bot: { id: number; username: string }
  chats: Chats
  updates: Updates
  commands: { scope: string; language: string; commands: { command: string; description: string }[] }[]
  webhook: string
  /** Goes with every update brought there. */
  webhookSecret: string
  typing: { chatId: number; action: string }[]
}

type Method = (world: World, form: Form, response: ServerResponse) => unknown

/** The Bot API methods the product uses, with the limits Telegram has. */
export const methods: Record<string, Method> = {
  getMe: ({ bot }) => ({ ...bot, can_join_groups: true, can_read_all_group_messages: false }),
  async getUpdates(world, { fields }, response) {
    if (world.webhook)
      throw new ApiRefusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
    const timeout = Math.min(50, Number(fields.timeout ?? 0)) * 1000
    const limit = Math.min(100, Number(fields.limit ?? 100))
    return world.updates.poll(Number(fields.offset ?? 0), limit, timeout, gone => response.once('close', gone))
  },
  setWebhook(world, { fields }) {
    world.webhook = fields.url ?? ''
    world.webhookSecret = fields.secret_token ?? ''
    if (world.webhook) world.updates.bring(update => bring(world, update))
    return true
  },
  deleteWebhook(world) {
    world.webhook = ''
    world.updates.bring(null)
    return true
  },
  getWebhookInfo: world => ({ url: world.webhook, has_custom_certificate: false, pending_update_count: 0 }),
  setMyCommands(world, { fields }) {
    const commands = JSON.parse(fields.commands ?? '[]')
    for (const { command, description } of commands)
      if (!/^[a-z0-9_]{1,32}$/.test(command) || !description || description.length > 256)
        throw new ApiRefusal(400, 'Bad Request: BOT_COMMAND_INVALID')
    world.commands.push({ scope: fields.scope ?? 'default', language: fields.language_code ?? '', commands })
    return true
  },
  sendMessage: ({ chats }, { fields }) =>
    chats.send(Number(fields.chat_id), { text: text(fields.text), buttons: buttons(fields) }).raw,
  sendDocument: ({ chats }, form) =>
    chats.send(Number(form.fields.chat_id), {
      document: file(chats, form, form.fields.document, 'document'),
      caption: caption(form.fields.caption),
      buttons: buttons(form.fields),
    }).raw,
  sendPhoto: ({ chats }, form) =>
    chats.send(Number(form.fields.chat_id), {
      photo: file(chats, form, form.fields.photo, 'photo'),
      caption: caption(form.fields.caption),
      buttons: buttons(form.fields),
    }).raw,
  editMessageText: ({ chats }, { fields }) =>
    chats.edit(Number(fields.chat_id), Number(fields.message_id), {
      text: text(fields.text),
      buttons: buttons(fields),
    }).raw,
  editMessageMedia({ chats }, form) {
    const { fields } = form
    const media = JSON.parse(fields.media ?? '{}')
    if (media.type !== 'document' && media.type !== 'photo') throw new ApiRefusal(400, 'Bad Request: wrong media type')
    return chats.edit(Number(fields.chat_id), Number(fields.message_id), {
      [media.type]: file(chats, form, media.media, 'media'),
      caption: caption(media.caption),
      buttons: buttons(fields),
    }).raw
  },
  editMessageReplyMarkup({ chats }, { fields }) {
    const chatId = Number(fields.chat_id)
    const message = chats.shown(chatId).find(shown => shown.messageId === Number(fields.message_id))
    if (!message) throw new ApiRefusal(400, 'Bad Request: message to edit not found')
    const { document, photo, ...words } = message
    return chats.edit(chatId, message.messageId, {
      ...words,
      ...(document ? { document } : {}),
      ...(photo ? { photo } : {}),
      buttons: buttons(fields),
    }).raw
  },
  deleteMessage({ chats }, { fields }) {
    chats.remove(Number(fields.chat_id), Number(fields.message_id))
    return true
  },
  answerCallbackQuery({ chats }, { fields }) {
    const answer = fields.text ?? ''
    if (answer.length > 200) throw new ApiRefusal(400, 'Bad Request: MESSAGE_TOO_LONG')
    chats.answers.push({ id: fields.callback_query_id ?? '', text: answer })
    return true
  },
  getFile({ chats }, { fields }) {
    const found = chats.files.get(fields.file_id ?? '')
    if (!found) throw new ApiRefusal(400, 'Bad Request: wrong file_id')
    if (found.bytes > 20 * 1024 * 1024) throw new ApiRefusal(400, 'Bad Request: file is too big')
    return { file_id: found.file_id, file_unique_id: found.file_id, file_size: found.bytes, file_path: found.path }
  },
  sendChatAction(world, { fields }) {
    world.typing.push({ chatId: Number(fields.chat_id), action: fields.action ?? '' })
    return true
  },
}

/** As Telegram does: again and again until it is told 2xx. */
async function bring({ webhook, webhookSecret }: World, update: unknown): Promise<boolean> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret }
  const answer = await fetch(webhook, { method: 'POST', headers, body: JSON.stringify(update) }).catch(() => null)
  return answer?.ok ?? false
}

function text(given = ''): string {
  if (!given.trim()) throw new ApiRefusal(400, 'Bad Request: message text is empty')
  if (given.length > 4096) throw new ApiRefusal(400, 'Bad Request: message is too long')
  return given
}

function caption(given = ''): string {
  if (given.length > 1024) throw new ApiRefusal(400, 'Bad Request: message caption is too long')
  return given
}

function buttons(fields: Record<string, string>) {
  const markup = fields.reply_markup ? JSON.parse(fields.reply_markup) : {}
  const rows: { text: string; callback_data?: string; url?: string }[][] = markup.inline_keyboard ?? []
  return rows.flat().map(button => {
    const data = button.callback_data ?? button.url ?? ''
    if (button.callback_data !== undefined && (!data || Buffer.byteLength(data) > 64))
      throw new ApiRefusal(400, 'Bad Request: BUTTON_DATA_INVALID')
    return { text: button.text, data }
  })
}

/** Exactly 50 MiB was refused in the field, so the limit is below it. */
const UPLOAD_LIMIT = 50 * 1024 * 1024
/** Above this the web server in front says no, with a page. */
const PAGE_LIMIT = 60 * 1024 * 1024

function file(chats: Chats, form: Form, named: string | undefined, field: string): PhoneDocument {
  const known = named ? chats.files.get(named) : undefined
  if (known) return known
  const uploaded = form.files.get(named?.replace(/^attach:\/\//, '') ?? field)
  if (!uploaded) throw new ApiRefusal(400, 'Bad Request: wrong remote file identifier specified')
  if (uploaded.bytes >= UPLOAD_LIMIT)
    throw new ApiRefusal(413, 'Request Entity Too Large', {}, uploaded.bytes >= PAGE_LIMIT)
  if (uploaded.bytes === 0) throw new ApiRefusal(400, 'Bad Request: file must be non-empty')
  return chats.keep(uploaded)
}
