import { journalChat } from '../../../actions/journal-chat.ts'
import { storeChatFile } from '../../../actions/store-chat-file.ts'
import { handlers } from '../knock.ts'

export const companionHandlers = handlers({
  journal: async ({ parts, params, body }) => {
    await journalChat(parts, { sessionId: params.id, entry: body })
    return { ok: true }
  },
  storeFile: ({ parts, params, request }) => {
    const asked = new URL(request.originalUrl, 'http://any').searchParams
    const [chat, name, mime] = ['chat', 'name', 'mime'].map(key => asked.get(key) ?? '') as [string, string, string]
    return storeChatFile(parts, { sessionId: params.id, chat, name, mime, body: request })
  },
})
