import {
  CLIP_LIMIT,
  CLIP_STREAM,
  CLIP_TOO_LARGE,
  type Clip,
  type ClipKind,
  clipAnswer,
  clipKinds,
} from '@taxi/contract/clipboard.ts'

export interface ClipEvents {
  /** Something was copied on the machine. */
  copied(clip: Clip): void
  /** Something was copied there that is too large to come over. */
  copiedTooLarge(): void
}

/** Instead of an answer: the tunnel was gone before there was one. */
export const LOST = -1
const BLOB_BYTES = 4_500

/**
 * Clipboards over a tunnel. The library is left out: it forgets a stream once its end is sent, and the answer comes
 * after that.
 */
export function createClipLine(send: (...elements: (string | number)[]) => void, events: ClipEvents) {
  let answered: ((code: number) => void) | null = null
  let coming: { kind: ClipKind; parts: Uint8Array<ArrayBuffer>[] } | null = null

  return {
    /** Puts it into the machine's clipboard, one at a time; resolves to one of `clipAnswer`. */
    put({ kind, content }: Clip): Promise<number> {
      if (content.length > CLIP_LIMIT[kind]) return Promise.resolve(clipAnswer.tooLarge)
      return new Promise(resolve => {
        answered = resolve
        send('clipboard', CLIP_STREAM, kind)
        for (let at = 0; at < content.length; at += BLOB_BYTES)
          send('blob', CLIP_STREAM, packed(content.subarray(at, at + BLOB_BYTES)))
        send('end', CLIP_STREAM)
      })
    },
    /** True: it was a clipboard's. */
    hear(opcode: string, [stream, value = '', code = '']: string[]): boolean {
      if (opcode === '' && stream === CLIP_TOO_LARGE) events.copiedTooLarge()
      if (stream !== String(CLIP_STREAM)) return false
      if (opcode === 'ack') answered?.(Number(code))
      const kind = opcode === 'clipboard' && clipKinds.find(known => known === value)
      if (kind) coming = { kind, parts: [] }
      if (opcode === 'blob') coming?.parts.push(unpacked(value))
      if (opcode === 'end' && coming) {
        events.copied({ kind: coming.kind, content: joined(coming.parts) })
        coming = null
      }
      return true
    },
    /** The tunnel is gone: nothing will be answered any more. */
    close: () => answered?.(LOST),
  }
}

const packed = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const unpacked = (text: string) => Uint8Array.from(atob(text), sign => sign.charCodeAt(0))

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
