import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { CollectedChat } from '../collected.ts'
import type { DumpWords } from '../words.ts'
import { escaped } from './html.ts'
import type { ShowPicture } from './markdown.ts'

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
}
/** A phone opens the page from a chat: pictures larger than this stay in the zip. */
const ONE_PICTURE = 3 * 1024 * 1024
const ALL_PICTURES = 14 * 1024 * 1024

/** Puts pictures into the page while there is room, in the order asked. */
export class Pictures {
  #room = ALL_PICTURES

  /** `data:` address of the picture, or null when it is none or there is no room for it. */
  async take(file: string, name: string, bytes: number): Promise<string | null> {
    const type = TYPES[extname(name).toLowerCase()]
    if (!type || bytes > ONE_PICTURE || bytes > this.#room) return null
    this.#room -= bytes
    return `data:${type};base64,${(await readFile(file)).toString('base64')}`
  }

  /** Reads one chat's pictures, so that they can be shown where the text has them. */
  async of(chat: CollectedChat, words: DumpWords): Promise<{ show: ShowPicture; shown: ReadonlySet<string> }> {
    const addresses = new Map<string, string>()
    for (const [path, { file, bytes }] of chat.files) {
      const address = await this.take(file, path, bytes)
      if (address) addresses.set(path, address)
    }
    const shown = new Set<string>()
    const show: ShowPicture = (path, alt) => {
      shown.add(path)
      const address = addresses.get(path)
      if (address) return picture(address, alt)
      const place = chat.files.get(path)?.path ?? path
      return `<span class="note">${escaped(words.pictureElsewhere)} <code>${escaped(place)}</code></span>`
    }
    return { show, shown }
  }
}

export function picture(address: string, alt: string): string {
  return `<button type="button" class="picture"><img src="${address}" alt="${escaped(alt)}"></button>`
}
