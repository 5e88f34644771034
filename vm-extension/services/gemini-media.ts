import { arraysIn, at, isAddress, type Jspb, listAt, textAt } from './jspb.ts'
import { mimeOf } from './mime-of.ts'
import type { FileAt, FoundTurn } from './service.ts'

const WEB = 1
const GENERATED = 7
const VIDEO = 59
const MUSIC = 86

/** Pictures of an answer; `media` is the place where everything that is no text lies. */
export function picturesIn(media: Jspb, turn: string): FoundTurn['images'] {
  const web = listAt(media, WEB).flatMap((item, index) =>
    picture('web', textAt(item, 0, 0, 0), textAt(item, 0, 4), `${turn}:web:${index}`),
  )
  // What was made from nothing stands here, what was made from a picture in an object of its own.
  const made = [listAt(media, GENERATED, 0), ...changedIn(media)].flat().flatMap((item, index) => {
    const id = textAt(item, 1, 0)
    return picture('generated', textAt(item, 0, 3, 3), textAt(item, 0, 3, 2), id ?? `${turn}:made:${index}`)
  })
  return unique([...web, ...made])
}

function changedIn(media: Jspb): Jspb[][] {
  return (Array.isArray(media) ? media : []).flatMap(each =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? [listAt((each as Record<string, unknown>)[String(GENERATED + 1)], 0)]
      : [],
  )
}

/** Films and music: a preview and the file. */
export function filmsIn(media: Jspb, turn: string): FoundTurn['attachments'] {
  const films = [
    { value: at(media, VIDEO), mime: 'video/mp4', name: 'video.mp4' },
    { value: at(media, MUSIC), mime: 'audio/mpeg', name: 'music.mp3' },
  ]
  return films.flatMap(({ value, mime, name }) => {
    const urls = [...arraysIn(value)].flatMap(([preview, url]) =>
      (isAddress(preview) || preview === null) && isAddress(url) ? [url] : [],
    )
    return [...new Set(urls)].map((url, index) => {
      const called = new URL(url).searchParams.get('filename') ?? name
      const type = mimeOf(called) === 'application/octet-stream' ? mime : mimeOf(called)
      return { name: called, mime: type, size: 0, bytes: { key: `${turn}:${mime}:${index}`, url } }
    })
  })
}

/** What the person attached: `[[address, kind, null, type], name]`. */
export function uploadsIn(question: Jspb, turn: string): Pick<FoundTurn, 'images' | 'attachments'> {
  const files = [...arraysIn(question)].flatMap(([file, name]) => {
    const url: unknown = at(file, 0)
    if (!isAddress(url) || typeof name !== 'string' || name === '') return []
    const told = (file as unknown[]).find(each => typeof each === 'string' && /^[a-z]+\/[\w.+-]+$/.test(each))
    const mime = typeof told === 'string' ? told : mimeOf(name)
    return [{ name, mime, bytes: inFull(`${turn}:${name}`, url) }]
  })
  return {
    images: files
      .filter(({ mime }) => mime.startsWith('image/'))
      .map(({ name, bytes }) => ({ name, alt: '', kind: 'upload', bytes })),
    attachments: files.map(({ name, mime, bytes }) => ({ name, mime, size: 0, bytes })),
  }
}

function picture(kind: 'web' | 'generated', url: string | null, alt: string | null, key: string): FoundTurn['images'] {
  if (!url || !isAddress(url)) return []
  return [{ name: alt || 'picture', alt: alt ?? '', kind, bytes: inFull(key, url) }]
}

/** Google shows its pictures small unless the address asks for all of them. */
export function inFull(key: string, url: string): FileAt {
  const { larger } = sizesOf(url)
  return { key, url, ...(larger ? { larger } : {}) }
}

export function sizesOf(url: string): { larger?: string } {
  if (!/^https:\/\/lh\d+\.googleusercontent\.com\//.test(url)) return {}
  return { larger: `${url.replace(/=[\w-]*$/, '')}=s0` }
}

function unique(images: FoundTurn['images']): FoundTurn['images'] {
  return images.filter((image, index) => images.findIndex(each => each.bytes?.key === image.bytes?.key) === index)
}
