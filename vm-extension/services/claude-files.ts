import type { Asking } from './claude.ts'
import { OUTPUTS } from './claude-artifacts.ts'
import { Call, type ListedFile, type Message, type Result, type ResultItem, type Uploaded } from './claude-shapes.ts'
import { inlineText } from './inline-text.ts'
import { mimeOf } from './mime-of.ts'
import type { FileAt, FoundTurn } from './service.ts'

type Files = Pick<FoundTurn, 'images' | 'attachments'>

/** What the person attached: pictures are shown, everything is a file, and long pasted text is one too. */
export function uploadsOf(message: Message, asking: Asking): Files {
  const files = new Map(
    [...(message.files ?? []), ...(message.files_v2 ?? [])].map(file => [file.file_uuid ?? file.file_name, file]),
  )
  const uploads = [...files.values()]
  return {
    images: uploads.flatMap(file => previewOf(file, asking)),
    attachments: [...uploads.map(file => originalOf(file, asking)), ...pastedIn(message)],
  }
}

const isPicture = ({ file_kind }: Uploaded) => file_kind === 'image'

function previewOf(file: Uploaded, asking: Asking): FoundTurn['images'] {
  const bytes = isPicture(file) ? bytesOf(file, asking) : null
  return bytes ? [{ name: file.file_name, alt: '', kind: 'upload', bytes }] : []
}

function originalOf(file: Uploaded, asking: Asking): FoundTurn['attachments'][number] {
  const { file_name, size_bytes } = file
  const bytes = bytesOf(file, asking)
  return { name: file_name, mime: mimeOf(file_name), size: size_bytes ?? 0, ...(bytes ? { bytes } : {}) }
}

/** What is shown of a file is always there; the file as it was uploaded is better, and not kept for all kinds. */
function bytesOf(file: Uploaded, asking: Asking): FileAt | null {
  const { organisation, at } = asking
  const { file_uuid, path, preview_asset, preview_url, document_asset } = file
  const shown = document_asset?.url ?? preview_asset?.url ?? preview_url ?? (path ? onMachine(path, asking) : null)
  const original = file_uuid ? `/api/organizations/${organisation}/files/${file_uuid}/contents` : null
  const address = shown ?? original
  if (!address) return null
  const key = `file:${file_uuid ?? address}`
  const larger = shown && original ? { larger: new URL(original, at).href } : {}
  return { key, url: new URL(address, at).href, ...larger }
}

/** Only the text of such a file is kept by the service, whatever the file was. */
function pastedIn({ uuid, attachments }: Message): FoundTurn['attachments'] {
  return (attachments ?? []).map(({ id, file_name, file_size, extracted_content }, index) => {
    const name = file_name || 'pasted.txt'
    const mime = mimeOf(name)
    const isText = /^text\/|json$|svg/.test(mime)
    const text = extracted_content ?? ''
    const bytes = { ...inlineText(`pasted:${id ?? `${uuid}:${index}`}`, text), name: isText ? name : `${name}.txt` }
    return { name, mime, size: file_size ?? text.length, ...(text ? { bytes } : {}) }
  })
}

/** Files of the machine the answers worked on, at the answer that last spoke of them. */
export function madeFiles(branch: Message[], listed: ListedFile[], asking: Asking): Map<string, Files['attachments']> {
  const known = new Map(listed.map(file => [file.path, file]))
  const places = new Map<string, string>()
  const answers = branch.filter(({ sender }) => sender !== 'human')
  for (const { uuid, content } of answers) {
    const calls = content.flatMap(block => Call.safeParse(block).data ?? [])
    for (const { name, input } of calls) {
      const told = JSON.stringify(input ?? {})
      for (const path of known.keys()) if (told.includes(path)) places.set(path, uuid)
      const shown = name === 'present_files' && Array.isArray(input?.filepaths) ? input.filepaths : []
      for (const path of shown) if (typeof path === 'string') places.set(path, uuid)
    }
  }
  const last = answers.at(-1)?.uuid
  for (const path of known.keys()) if (last && !places.has(path)) places.set(path, last)
  // What the person uploaded lies there too.
  const made = [...places].filter(([path]) => path.startsWith(OUTPUTS))
  const files = made.map(([path, uuid]) => ({ uuid, file: fileAt(path, known.get(path), asking) }))
  const grouped = Map.groupBy(files, ({ uuid }) => uuid)
  return new Map([...grouped].map(([uuid, group]) => [uuid, group.map(({ file }) => file)]))
}

function fileAt(path: string, file: ListedFile | undefined, asking: Asking): FoundTurn['attachments'][number] {
  const name = path.split('/').at(-1) ?? path
  const url = onMachine(path, asking)
  // The same path may hold another file later.
  const bytes: FileAt = { key: `${url}#${file?.created_at ?? ''}:${file?.size ?? ''}`, url }
  return { name, mime: file?.content_type ?? mimeOf(name), size: file?.size ?? 0, bytes }
}

function onMachine(path: string, { organisation, id, at }: Asking): string {
  const query = new URLSearchParams({ path })
  return new URL(`/api/organizations/${organisation}/conversations/${id}/wiggle/download-file?${query}`, at).href
}

/** Pictures a tool gave back: drawn by code, or found. */
export function picturesIn(result: Result, { organisation, at }: Asking): FoundTurn['images'] {
  const items = Array.isArray(result.content) ? result.content : []
  return items.flatMap(item => {
    const bytes = item.type === 'image' ? pictureAt(item, organisation, at) : null
    return bytes ? [{ name: item.title || 'picture', alt: item.title ?? '', kind: 'code_output' as const, bytes }] : []
  })
}

function pictureAt({ file_uuid, source }: ResultItem, organisation: string, at: string): FileAt | null {
  if (source?.data) {
    const url = `data:${source.media_type ?? 'image/png'};base64,${source.data}`
    return { key: `drawn:${source.data.length}:${source.data.slice(-60)}`, url }
  }
  if (!file_uuid) return null
  const url = new URL(`/api/${organisation}/files/${file_uuid}/preview`, at).href
  return { key: url, url }
}
