import { arraysIn, at, isAddress, textAt } from './jspb.ts'
import type { Made, Notebook } from './notebooklm-shapes.ts'
import { type Artifact, type Asset, instant, type Source, type WithBytes } from './service.ts'

const SOURCE_KINDS: Record<number, string> = {
  1: 'document',
  2: 'slides',
  3: 'pdf',
  4: 'text',
  5: 'web',
  8: 'markdown',
  9: 'video',
  10: 'media',
  11: 'document',
  13: 'image',
  14: 'sheet',
}

export function sourcesIn([[, sources]]: Notebook): Source[] {
  return (sources ?? []).map(source => {
    const about = at(source, 2)
    const [[id], title] = source
    const url = [...arraysIn(about)].map(each => each[0]).find(isAddress) ?? null
    return { id, title, url, kind: SOURCE_KINDS[Number(at(about, 4))] ?? 'file' }
  })
}

/** Notes and mind maps, which are kept alike: a map's text is JSON. */
export function notesIn(answer: unknown): Artifact[] {
  const rows = at(answer, 0)
  return (Array.isArray(rows) ? rows : []).flatMap(row => {
    const [id, content] = [textAt(row, 0), textAt(row, 1, 1)]
    if (!id || content === null) return []
    const title = textAt(row, 1, 4) ?? ''
    const map = mindMapIn(content)
    const text = map === null ? content : map
    return [{ id, title, type: 'text/markdown', content: text, versions: [text] }]
  })
}

interface MapNode {
  name: string
  children?: MapNode[]
}

const isNode = (value: unknown): value is MapNode =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

/** A mind map as a list in lists; null when the text is no map. */
function mindMapIn(content: string): string | null {
  if (!content.startsWith('{')) return null
  try {
    const root: unknown = JSON.parse(content)
    return isNode(root) && Array.isArray(root.children) ? listed(root, 0) : null
  } catch {
    return null
  }
}

const listed = ({ name, children }: MapNode, depth: number): string =>
  [`${'  '.repeat(depth)}- ${name}`, ...(children ?? []).filter(isNode).map(child => listed(child, depth + 1))].join(
    '\n',
  )

const KINDS: Record<number, Asset['kind']> = { 1: 'audio', 3: 'video', 7: 'image' }
const REPORT = 2
const DONE = 3

/** What the studio made: reports are documents, the rest are files, as far as they can be had. */
export function studioIn(made: Made[]): { documents: Artifact[]; assets: (Asset & WithBytes)[]; notes: string[] } {
  const done = made.filter(each => at(each, 4) === DONE)
  const documents = done.flatMap(each => reportIn(each))
  const told = new Set(documents.map(({ id }) => id))
  return {
    documents,
    assets: done.filter(([id]) => !told.has(id)).map(assetOf),
    notes: made.filter(each => !done.includes(each)).map(([, title]) => `not finished in the studio: ${title ?? ''}`),
  }
}

function reportIn(made: Made): Artifact[] {
  const [id, title, kind] = made
  const content = kind === REPORT ? (textAt(made, 7, 0) ?? textAt(made, 7, 0, 0)) : null
  return content ? [{ id, title: title ?? '', type: 'text/markdown', content, versions: [content] }] : []
}

function assetOf(made: Made): Asset & WithBytes {
  const [id, title, code] = made
  const file = fileIn(made)
  const kind = KINDS[code] ?? 'file'
  return {
    id,
    kind,
    title: title ?? '',
    mime: file?.mime ?? 'application/octet-stream',
    model: null,
    at: instant(at(made, 10, 0) as number | undefined),
    ...(file ? { bytes: { key: `studio:${id}`, url: file.url } } : {}),
  }
}

/** A file is told as `[address, …, mime]`, often in several forms: streams are no files. */
function fileIn(made: Made): { url: string; mime: string } | null {
  const files = [...arraysIn(made)].flatMap(([url, ...about]) => {
    const mime = about.find(
      each => typeof each === 'string' && /^(?:audio|video|image|application)\/[\w.+-]+$/.test(each),
    )
    return isAddress(url) && typeof mime === 'string' && !/mpegurl|dash/i.test(mime) ? [{ url, mime }] : []
  })
  return files.find(({ mime }) => /mp4|mpeg|png|pdf/.test(mime)) ?? files[0] ?? null
}
