import { mimeOf } from './mime-of.ts'
import { allResults, type Named, parts, stepsIn, withMarks } from './perplexity-answer.ts'
import { AssetsBlock, type Entry, MediaBlock } from './perplexity-shapes.ts'
import type { Artifact, FileAt, FoundTurn } from './service.ts'

type Files = Pick<FoundTurn, 'images' | 'attachments'>

/** What the person attached to the question: pictures are shown, everything is a file. */
export function uploadsOf(entry: Entry): Files {
  const known = new Map(allResults(entry).flatMap(({ name, url }) => (name && url ? [[name, url] as const] : [])))
  const attachments = (entry.attachments ?? []).flatMap(given => {
    const told = typeof given === 'string' ? { url: given } : ((given ?? {}) as Record<string, unknown>)
    const url = firstText(told, ['url', 'file_url', 'download_url', 's3_url'])
    const name = firstText(told, ['name', 'file_name', 'filename', 'title']) ?? (url ? nameIn(url) : null)
    if (!name) return []
    const mime = firstText(told, ['mime_type', 'content_type', 'mime']) ?? mimeOf(name)
    const size = [told.size, told.file_size, told.size_bytes].find(each => typeof each === 'number')
    const address = url && /^https?:/.test(url) ? url : known.get(name)
    return [{ name, mime, size: size ?? 0, ...(address ? { bytes: at(address) } : {}) }]
  })
  const images = attachments.flatMap(({ name, mime, bytes }) =>
    mime.startsWith('image/') && bytes ? [{ name, alt: '', kind: 'upload' as const, bytes }] : [],
  )
  return { images, attachments }
}

/** Pictures, films and files an answer made, and pictures it found. */
export function filesOf(entry: Entry): Files {
  const made: Files = { images: [], attachments: [] }
  const seen = new Set<string>()
  for (const asset of parts(entry, 'unified_assets_block', AssetsBlock).flatMap(({ assets }) => assets)) {
    const { url, name } = located(asset)
    if (!url || seen.has(at(url).key)) continue
    seen.add(at(url).key)
    const mime = mimeOf(name)
    if (mime.startsWith('image/') || /IMAGE|CHART/.test(String(asset.asset_type)))
      made.images.push({ name, alt: name, kind: 'generated', bytes: at(url) })
    else made.attachments.push({ name, mime, size: 0, bytes: at(url) })
  }
  for (const { medium, image, name } of parts(entry, 'media_block', MediaBlock).flatMap(each => each.media_items)) {
    if (medium !== 'image' || !image || seen.has(at(image).key)) continue
    seen.add(at(image).key)
    made.images.push({ name: name || nameIn(image), alt: name ?? '', kind: 'web', bytes: at(image) })
  }
  return made
}

/** Reports and other documents: the answer itself may be no more than their cover note. */
export function documentsOf(entry: Entry, answer: string, sources: Map<number, Named | null>): Artifact[] {
  const assets = parts(entry, 'unified_assets_block', AssetsBlock).flatMap(({ assets }) => assets)
  const told = assets.flatMap(asset => {
    const holder = Object.values(asset).find(value => isRecord(value) && typeof value.source_content === 'string')
    const written = isRecord(holder) ? String(holder.source_content) : ''
    const title = firstText(asset, ['name', 'title']) ?? heading(written)
    return { id: firstText(asset, ['uuid', 'backend_uuid_slug']) ?? title, title, written }
  })
  const report = reportIn(entry)
  const documents = told.some(({ written }) => written !== '') || !report ? told : [report]
  return documents
    .filter(({ written }) => written !== '' && written.trim() !== answer.trim())
    .map(({ id, title, written }) => {
      const content = withMarks(written, sources, ({ url, title }) => ` ([${title}](${url}))`)
      return { id, title, type: 'text/markdown', content, versions: [content] }
    })
}

/** Where no assets are told, a report is a step of its own. */
function reportIn(entry: Entry): { id: string; title: string; written: string } | null {
  const step = stepsIn(entry).find(({ step_type }) => step_type === 'RESEARCH_ANSWER')
  const written = firstText(step?.content ?? {}, ['answer', 'body', 'text', 'markdown', 'source_content'])
  return written ? { id: `report:${entry.backend_uuid ?? ''}`, title: heading(written), written } : null
}

const heading = (markdown: string) => markdown.match(/^#+\s+(.+)$/m)?.[1] ?? ''

/** An asset has its address in a field named after its kind. */
function located(asset: Record<string, unknown>): { url: string | null; name: string } {
  const holder = [asset, ...Object.values(asset).filter(isRecord)].find(each => firstText(each, ADDRESSES) !== null)
  const url = holder ? firstText(holder, ADDRESSES) : null
  const name = firstText(asset, NAMES) ?? (holder ? firstText(holder, NAMES) : null)
  return { url, name: name ?? (url ? nameIn(url) : '') }
}

const ADDRESSES = ['url', 'download_url', 'file_url', 'image_url']
const NAMES = ['filename', 'file_name', 'name', 'title']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function firstText(holder: Record<string, unknown>, keys: string[]): string | null {
  const value = keys.map(key => holder[key]).find(each => typeof each === 'string' && each !== '')
  return typeof value === 'string' ? value : null
}

const nameIn = (url: string) => decodeURIComponent(url.split(/[?#]/)[0]?.split('/').at(-1) ?? '') || 'file'

/** Addresses are signed anew every time: what stays the same is their path. */
const at = (url: string): FileAt => ({ key: url.split('?')[0] ?? url, url })
