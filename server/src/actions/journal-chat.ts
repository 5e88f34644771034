import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type JournalEntry, MAX_CHAT_BYTES, type TouchedChat } from '@taxi/contract/companion.ts'
import type { Change } from '../db/client.ts'
import { readUploadingSession } from '../db/read/uploading-session.ts'
import { writeChatText } from '../db/write/write-chat-text.ts'
import { chatWords } from '../domain/chat-words.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotUpload } from '../domain/upload.ts'
import { chatFolder } from '../dump/chat-folder.ts'
import { withRoom } from '../dump/journal-room.ts'
import { writeWhole } from '../outside/write-whole.ts'
import type { Parts } from '../parts.ts'

/** Stores one chat as it stands now: `chat.json`, `chat.md` and the service's own answer, and the row that names it. */
export async function journalChat(
  parts: Pick<Parts, 'config' | 'db' | 'change'>,
  { sessionId, entry }: { sessionId: string; entry: JournalEntry },
): Promise<void> {
  const { chat, markdown, raw, touched } = entry
  if (chat.service !== touched.service || chat.id !== touched.id)
    throw new Refusal('request.invalid', { what: 'chat and touched name two chats' })
  const session = await readUploadingSession(parts.db, sessionId)
  const late = whyNotUpload(session)
  if (late || !session) throw new Refusal(late ?? 'session.unknown')
  const files: [string, string][] = [
    ['chat.md', markdown],
    ...(raw === undefined ? [] : [['raw.json', JSON.stringify(raw)] satisfies [string, string]]),
    // Last: the others are there when a chat is found.
    ['chat.json', JSON.stringify(chat)],
  ]
  const bytes = files.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
  if (bytes > MAX_CHAT_BYTES) throw new Refusal('request.too-large', { limit: `${MAX_CHAT_BYTES >> 20} MiB` })

  const folder = chatFolder(parts.config, sessionId, chat.service, chat.id)
  if (await hasNewer(folder, chat.exported_at)) return
  await withRoom(parts.config, sessionId, async room => {
    room.take(bytes)
    for (const [name, text] of files) await writeWhole(join(folder, name), text)
  })
  await noteExported(parts.change, sessionId, entry)
  const { service, id: chat_id } = chat
  // After the row it belongs to; a repeat of the upload puts right what a crash in between left out.
  await writeChatText(parts.db, {
    session_id: sessionId,
    service,
    chat_id,
    person_id: session.person_id,
    ...chatWords(chat),
  })
}

/** A late repeat of an older export does not undo a newer one. */
async function hasNewer(folder: string, exportedAt: string): Promise<boolean> {
  const text = await readFile(join(folder, 'chat.json'), 'utf8').catch(() => null)
  if (text === null) return false
  const before = JSON.parse(text) as { exported_at?: string }
  return (before.exported_at ?? '') > exportedAt
}

async function noteExported(change: Change, sessionId: string, { chat, touched }: JournalEntry): Promise<void> {
  const exported = { exported_at: new Date(chat.exported_at), status: chat.status, why: chat.why ?? null }
  const row = { ...touchedRow(touched), title: chat.title || touched.title, ...exported }
  const key = { session_id: sessionId, service: chat.service, chat_id: chat.id }
  await change(tx =>
    tx.chats.upsert({
      where: { session_id_service_chat_id: key },
      create: { ...key, ...row, first_seen: new Date(touched.first_seen) },
      update: row,
    }),
  )
}

const touchedRow = ({ url, last_seen, sent_messages }: TouchedChat) => ({
  url,
  last_seen: new Date(last_seen),
  sent_messages,
})
