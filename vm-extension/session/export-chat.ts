import { onPage } from '../browser/pages.ts'
import { chatMarkdown } from '../render/markdown.ts'
import type { ChatFile, Page, Reading, Service } from '../services/service.ts'
import { serviceNamed } from '../services/services.ts'
import { type Exported, Hopeless } from './journal.ts'
import type { ChatKey, Session } from './session.ts'
import type { Upload } from './upload.ts'

/** Reads one chat, sends its files, then the chat that names them. Throws when it could not be read or sent. */
export async function exportChat(upload: Upload, session: Session, key: ChatKey, mayOpen: boolean): Promise<Exported> {
  const touched = session.touched[key]
  const service = serviceNamed(session.service)
  if (!touched || !service) throw new Hopeless('no reader for this service')
  const home = new URL(session.start_url)
  const reading = await onPage(service, home, touched.url, mayOpen, page => read(service, touched.id, page))
  const before = session.exports[key]?.files ?? {}
  const { files, failed } = await sendFiles(upload, session, key, reading, before)
  const chat = withPaths(reading, files)
  if (failed.length > 0)
    Object.assign(chat, { status: 'partial', why: [chat.why, ...failed].filter(Boolean).join('; ') })
  await upload.journal(session, {
    touched: { ...touched, title: chat.title.slice(0, 500), url: chat.url.slice(0, 2_000) },
    chat,
    markdown: chatMarkdown(chat),
    ...(reading.raw === undefined ? {} : { raw: reading.raw }),
  })
  return { status: chat.status, why: chat.why ?? null, files }
}

/** The API knows all turns; what the page shows is better than nothing. */
async function read(service: Service, id: string, page: Page): Promise<Reading> {
  try {
    return await service.readByApi(id, page, new Date())
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return service.readFromPage(id, page, new Date()).then(
      reading => ({
        ...reading,
        chat: { ...reading.chat, notes: [`the API could not be used: ${why.slice(0, 300)}`] },
      }),
      () => {
        throw new Error(`neither API nor page could be read: ${why.slice(0, 300)}`)
      },
    )
  }
}

async function sendFiles(
  upload: Upload,
  session: Session,
  key: ChatKey,
  { files }: Reading,
  before: Record<string, string>,
): Promise<{ files: Record<string, string>; failed: string[] }> {
  const sent = { ...before }
  const failed: string[] = []
  for (const file of files) {
    if (sent[file.url]) continue
    try {
      sent[file.url] = await upload.file(session, key, file)
    } catch (error) {
      failed.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { files: sent, failed }
}

function withPaths({ chat, files }: Reading, paths: Record<string, string>): Reading['chat'] {
  const placed = structuredClone(chat)
  for (const { turn, list, place, url } of files as ChatFile[]) {
    const entry = placed.turns[turn]?.[list][place]
    const path = paths[url]
    if (entry && path) entry.path = path
  }
  return placed
}
