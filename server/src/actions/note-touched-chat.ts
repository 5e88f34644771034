import type { TouchedChat } from '@taxi/contract/companion.ts'
import type { Parts } from '../parts.ts'

/** Writes down that a chat was opened or written in. What another machine, or a seat given back, says is not heard. */
export async function noteTouchedChat(
  parts: Pick<Parts, 'change'>,
  { sessionId, machineId, chat }: { sessionId: string; machineId: string; chat: TouchedChat },
): Promise<void> {
  await parts.change(async tx => {
    const session = await tx.sessions.findFirst({ where: { id: sessionId, machine_id: machineId, freed_at: null } })
    if (!session) return
    await tx.$executeRaw`
      INSERT INTO chats (session_id, service, chat_id, url, title, first_seen, last_seen, sent_messages)
      VALUES (${sessionId}::uuid, ${chat.service}, ${chat.id}, ${chat.url}, ${chat.title},
        ${new Date(chat.first_seen)}, ${new Date(chat.last_seen)}, ${chat.sent_messages})
      ON CONFLICT (session_id, service, chat_id) DO UPDATE SET
        url = excluded.url,
        title = CASE WHEN excluded.title = '' THEN chats.title ELSE excluded.title END,
        last_seen = greatest(chats.last_seen, excluded.last_seen),
        sent_messages = greatest(chats.sent_messages, excluded.sent_messages)`
  })
}
