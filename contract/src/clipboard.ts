/** What passes between one's own clipboard and the machine's: text in UTF-8, or a picture. */
export const clipKinds = ['text/plain', 'image/png'] as const
export type ClipKind = (typeof clipKinds)[number]

export interface Clip {
  kind: ClipKind
  content: Uint8Array
}

/** Bytes at once. More text than that is a file; the tunnel would carry it too slowly. `taxi-seat` knows the same limits. */
export const CLIP_LIMIT = { 'text/plain': 1024 ** 2, 'image/png': 5 * 1024 ** 2 } satisfies Record<ClipKind, number>

/**
 * The tunnel carries it as the protocol's own clipboard streams, which guacd never sees: it knows Latin-1 only. The
 * server's stream has this number, beyond all of guacd's; how a stream of the page ended is said in its `ack`.
 */
export const CLIP_STREAM = 1_000

/** The codes of that `ack`, as Guacamole names them. */
export const clipAnswer = {
  /** It lies in the machine's clipboard. */
  done: 0,
  /** This machine has no clipboard that can be reached: the text may be typed. */
  unsupported: 0x0100,
  failed: 0x0200,
  /** The slot takes nothing in. */
  forbidden: 0x0303,
  tooLarge: 0x030d,
} as const

/** The server's internal word for "something was copied there that is too large to come over": kind and bytes. */
export const CLIP_TOO_LARGE = 'clip-too-large'
