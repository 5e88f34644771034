import { createRecentValues } from './recent-values.ts'

/** What opening a screen took. */
export interface Opening {
  /** From the call to guacd being ready, of the try that came through. */
  handshakeMs: number
  /** From the first try to the first whole picture. */
  pictureMs: number
  /** Tries that did not come through before it. */
  retries: number
}

/** Counters of all desks of this process since it started; times in milliseconds. */
export interface ScreenMetrics {
  opened(opening: Opening): void
  /** A screen that did not show in its time. */
  failed(): void
  /** From a picture's `sync` to the browser saying that it is drawn. */
  roundTrip(ms: number): void
  toBrowser(bytes: number): void
  fromBrowser(bytes: number): void
  /** A tunnel is gone: the word it was closed with, or `left` when the page went by itself. */
  closed(why: string): void
  read(): ReturnType<typeof readAll>
}

export function createScreenMetrics(): ScreenMetrics {
  const seen = nothingYet()
  return {
    opened({ handshakeMs, pictureMs, retries }) {
      seen.handshake.add(handshakeMs)
      seen.picture.add(pictureMs)
      seen.retries += retries
    },
    failed() {
      seen.failed++
    },
    roundTrip: ms => seen.sync.add(ms),
    toBrowser(bytes) {
      seen.bytesOut += bytes
    },
    fromBrowser(bytes) {
      seen.bytesIn += bytes
    },
    closed(why) {
      seen.closed.set(why, (seen.closed.get(why) ?? 0) + 1)
    },
    read: () => readAll(seen),
  }
}

const nothingYet = () => ({
  handshake: createRecentValues(),
  picture: createRecentValues(),
  sync: createRecentValues(),
  retries: 0,
  failed: 0,
  bytesOut: 0,
  bytesIn: 0,
  closed: new Map<string, number>(),
})

function readAll(seen: ReturnType<typeof nothingYet>) {
  return {
    handshake_ms: seen.handshake.read(),
    first_picture_ms: seen.picture.read(),
    sync_round_trip_ms: seen.sync.read(),
    retries: seen.retries,
    failed: seen.failed,
    bytes_to_browser: seen.bytesOut,
    bytes_from_browser: seen.bytesIn,
    closed: Object.fromEntries(seen.closed),
  }
}
