const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** Separators and what some file system forbids; control, zero-width and direction marks that make a name read as another. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ud800-\udfff]/gu

/** A file name made of somebody else's words: any script stays readable, nothing can climb out of a folder. */
export function safeName(text: string, maxBytes = 120, fallback = 'file'): string {
  const plain = text.normalize('NFC').replace(UNSAFE, '_').replace(/\s+/g, ' ').trim()
  const [, stem = plain, extension = ''] = /^(.*?)(\.[\p{L}\p{N}]{1,10})?$/su.exec(plain) ?? []
  const room = maxBytes - Buffer.byteLength(extension)
  const trimmed = cut(stem.replace(/^[. ]+/, ''), room).replace(/[. ]+$/, '')
  const name = trimmed + (trimmed ? extension : '')
  if (!name) return fallback + extension
  return RESERVED.test(name) ? `_${name}` : name
}

/** A relative path made of somebody else's words, each step safe. */
export function safePath(path: string): string {
  const steps = path.split(/[\\/]+/).filter(step => step && step !== '.' && step !== '..')
  return (
    steps
      .slice(-8)
      .map(step => safeName(step))
      .join('/') || 'file'
  )
}

/** Hands out each path once, also where capitals do not count: the second `a.txt` becomes `a (2).txt`. */
export class FreshPaths {
  readonly #taken = new Set<string>()

  fresh(path: string): string {
    const [, stem = path, extension = ''] = /^(.*?)(\.[^./]+)?$/s.exec(path) ?? []
    for (let n = 1; ; n += 1) {
      const candidate = n === 1 ? path : `${stem} (${n})${extension}`
      const key = candidate.toLowerCase()
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      return candidate
    }
  }
}

function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let short = ''
  for (const letter of text) {
    if (Buffer.byteLength(short + letter) > bytes) break
    short += letter
  }
  return short
}
