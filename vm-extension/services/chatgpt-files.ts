import type { Asking } from './chatgpt.ts'
import { Download, type Message } from './chatgpt-shapes.ts'
import { known } from './known.ts'
import type { Page } from './page.ts'
import type { FileAt, FoundTurn } from './service.ts'

/** `sediment://file_…`, `file-service://file-…`. */
const idIn = (pointer: string) => pointer.match(/^[\w-]+:\/\/([\w-]+)/)?.[1] ?? null

/** The picture a pointer means. */
export function pictureOf(
  pointer: string,
  kind: FoundTurn['images'][number]['kind'],
  alt: string,
  asking: Asking,
): FoundTurn['images'] {
  const id = idIn(pointer)
  if (!id) return []
  return [{ name: alt || 'picture', alt, kind, bytes: bytesOf(id, asking) }]
}

/** What the person attached: pictures are shown, everything is a file. */
export function uploadsOf({ content, metadata }: Message, asking: Asking): Pick<FoundTurn, 'images' | 'attachments'> {
  const uploaded = metadata?.attachments ?? []
  const images = (content.parts ?? []).flatMap(part => {
    if (typeof part !== 'object' || part.content_type !== 'image_asset_pointer') return []
    const pointer = String(part.asset_pointer)
    const name = uploaded.find(({ id }) => id === idIn(pointer))?.name
    return pictureOf(pointer, 'upload', '', asking).map(picture => ({ ...picture, name: name ?? picture.name }))
  })
  const attachments = uploaded.map(({ id, name, mime_type, size }) => ({
    name,
    mime: mime_type ?? 'application/octet-stream',
    size: size ?? 0,
    bytes: bytesOf(id, asking),
  }))
  return { images, attachments }
}

/** Files the answer links to in the machine it worked on. */
export function sandboxFilesIn(text: string, messageId: string, { id, headers }: Asking): FoundTurn['attachments'] {
  const links = [...new Set([...text.matchAll(/\]\((sandbox:(\/[^)\s]+))\)/g)].map(([, link = '']) => link))]
  return links.map(link => {
    const path = decodeURIComponent(link.slice('sandbox:'.length))
    const query = new URLSearchParams({ message_id: messageId, sandbox_path: path })
    const address = `/backend-api/conversation/${id}/interpreter/download?${query}`
    return {
      name: path.split('/').at(-1) ?? path,
      mime: 'application/octet-stream',
      size: 0,
      url: link,
      bytes: { key: `sandbox:${messageId}${path}`, url: page => downloadAt(page, address, headers) },
    }
  })
}

function bytesOf(fileId: string, { id, headers }: Asking): FileAt {
  const address = `/backend-api/files/download/${fileId}?conversation_id=${id}&inline=false`
  return { key: fileId, url: page => downloadAt(page, address, headers) }
}

/** The service signs an address for a short while. */
async function downloadAt(page: Page, address: string, headers: Record<string, string>): Promise<string> {
  const { status, download_url, file_name } = known(Download, await page.json(address, { headers }), 'the file')
  if (!download_url) throw new Error(`the service no longer has ${file_name ?? 'a file'} (${status})`)
  return new URL(download_url, page.url).href
}
