import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type FileStored, MAX_FILE_BYTES } from '@taxi/contract/companion.ts'
import type * as z from 'zod/mini'
import { readUploadingSession } from '../db/read/uploading-session.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotUpload } from '../domain/upload.ts'
import { chatFolder } from '../dump/chat-folder.ts'
import { type Room, withRoom } from '../dump/journal-room.ts'
import { FreshPaths, safeName } from '../dump/safe-name.ts'
import type { Parts } from '../parts.ts'

interface Upload {
  sessionId: string
  /** `<service>/<chat id>`. */
  chat: string
  name: string
  mime: string
  body: Readable
}

/** Stores one file of a chat under `files/`; the same bytes under the same name are kept once, others get a number. */
export async function storeChatFile(
  parts: Pick<Parts, 'config' | 'db'>,
  { sessionId, chat, name, mime, body }: Upload,
  limit = MAX_FILE_BYTES,
): Promise<z.infer<typeof FileStored>> {
  const [, service = '', chatId = ''] = /^([a-z0-9-]{1,40})\/(.{1,200})$/s.exec(chat) ?? []
  if (!service) throw new Refusal('request.invalid', { what: 'chat' })
  const late = whyNotUpload(await readUploadingSession(parts.db, sessionId))
  if (late) throw new Refusal(late)
  const folder = join(chatFolder(parts.config, sessionId, service, chatId), 'files')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // The dot keeps the draft out of the dump.
  const draft = join(folder, `.${randomUUID()}.draft`)
  try {
    const { bytes, sha256 } = await withRoom(parts.config, sessionId, room => receive(body, draft, limit, room))
    const stored = await place(draft, folder, withExtension(safeName(name), mime), sha256)
    return { path: `files/${stored}`, bytes, sha256 }
  } finally {
    await rm(draft, { force: true })
  }
}

async function receive(body: Readable, draft: string, limit: number, room: Room) {
  const file = await open(draft, 'wx', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > limit) throw new Refusal('request.too-large', { limit: `${limit >> 20} MiB` })
      room.take(piece.length)
      hash.update(piece)
      await file.writeFile(piece)
    }
    // The name is given to what is on the disk, also after a power cut.
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** `link` refuses a name that is taken, also by an upload of the same instant. */
async function place(draft: string, folder: string, name: string, sha256: string): Promise<string> {
  // Gives the name itself first, then with a number.
  const names = new FreshPaths()
  for (;;) {
    const candidate = names.fresh(name)
    try {
      await link(draft, join(folder, candidate))
      return candidate
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (await holds(join(folder, candidate), draft, sha256)) return candidate
    }
  }
}

async function holds(path: string, draft: string, sha256: string): Promise<boolean> {
  const [there, ours] = await Promise.all([stat(path), stat(draft)])
  if (there.size !== ours.size) return false
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex') === sha256
}

const extensions: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'video/mp4': '.mp4',
  'video/webm': '.webm',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/wav': '.wav',
  'application/pdf': '.pdf',
  'text/csv': '.csv',
  'text/plain': '.txt',
}
const withExtension = (name: string, mime: string) =>
  /\.[\p{L}\p{N}]{1,10}$/u.test(name) ? name : name + (extensions[mime.split(';')[0]?.trim() ?? ''] ?? '')
