/** Pictures under way at once; a page that never answers must not fill the memory. */
const MOST = 64

/** Times how long the browser takes from being sent a picture to having drawn it. */
export class SyncWatch {
  readonly #sent = new Map<string, number>()

  /** The browser was told that a picture is whole: guacd's timestamp names it. */
  shown(stamp = ''): void {
    if (this.#sent.size >= MOST) this.#sent.clear()
    this.#sent.set(stamp, performance.now())
  }

  /** The browser has drawn it: after so many milliseconds, or null when nobody knows of that picture. */
  drawn(stamp = ''): number | null {
    const sentMs = this.#sent.get(stamp)
    this.#sent.delete(stamp)
    return sentMs === undefined ? null : performance.now() - sentMs
  }
}
