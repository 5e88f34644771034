import { type Pages, withPages } from '../browser/pages.ts'
import { chatMarkdown } from '../render/markdown.ts'
import type { ChatFile, Reading } from '../services/reading.ts'
import { serviceNamed } from '../services/services.ts'
import type { Drift } from './drift.ts'
import { type Exported, Hopeless } from './journal.ts'
import { readChat } from './read-chat.ts'
import type { ChatKey, Session } from './session.ts'
import type { Upload } from './upload.ts'

/** Reads one chat, sends its files, then the chat that names them. Throws when it could not be read or sent. */
export async function exportChat(
  upload: Upload,
  session: Session,
  key: ChatKey,
  last: boolean,
  drifted: (drift: Drift) => void,
): Promise<Exported & Pick<Reading, 'quotas'>> {
  const touched = session.touched[key]
  const service = touched && serviceNamed(touched.service)
  if (!touched || !service) throw new Hopeless('no reader for this service')
  const worked = touched.opened_only ? {} : { worked_since: session.since }
  const ref = { id: touched.id, url: touched.url, ...worked }
  return withPages(service, new URL(session.start_url), ref, last, async pages => {
    const { chat, ...reading } = await readChat(service, ref, pages, last, drifted)
    const { files, failed } = await sendFiles(upload, session, key, reading, pages)
    if (failed.length > 0)
      Object.assign(chat, { status: 'partial', why: [chat.why, ...failed].filter(Boolean).join('; ') })
    await upload.journal(session, {
      touched: { ...touched, title: chat.title.slice(0, 500), url: chat.url.slice(0, 2_000) },
      chat,
      markdown: chatMarkdown(chat),
      ...(reading.raw === undefined ? {} : { raw: reading.raw }),
    })
    return { status: chat.status, why: chat.why ?? null, files, quotas: reading.quotas }
  })
}

async function sendFiles(
  upload: Upload,
  session: Session,
  key: ChatKey,
  { files }: Pick<Reading, 'files'>,
  pages: Pages,
): Promise<{ files: Record<string, string>; failed: string[] }> {
  const sent = { ...session.exports[key]?.files }
  const failed: string[] = []
  for (const file of files) {
    try {
      const path = sent[file.key] ?? (await sendFile(upload, session, key, file, pages))
      sent[file.key] = path
      file.place(path)
    } catch (error) {
      failed.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { files: sent, failed }
}

async function sendFile(upload: Upload, session: Session, key: ChatKey, file: ChatFile, pages: Pages): Promise<string> {
  const larger = file.larger ? await upload.file(session, key, { ...file, url: file.larger }).catch(() => null) : null
  if (larger) return larger
  const url = typeof file.url === 'string' ? file.url : await file.url(await pages.any())
  return upload.file(session, key, { ...file, url })
}
