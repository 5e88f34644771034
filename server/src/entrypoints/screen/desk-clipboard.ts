import {
  CLIP_LIMIT,
  CLIP_STREAM,
  CLIP_TOO_LARGE,
  type Clip,
  type ClipKind,
  clipAnswer,
  clipKinds,
} from '@taxi/contract/clipboard.ts'
import { type ClipLink, type Copied, MachineError } from '../../outside/machine/driver.ts'
import type { Parts } from '../../parts.ts'
import { encode, INTERNAL, type Instruction } from './instruction.ts'

export interface ClipboardMeans {
  parts: Pick<Parts, 'db' | 'machines' | 'log'>
  session: { id: string; machineId: string }
  /** To the page. */
  say(text: string): void
}

/** A clip on its way from the page. Null parts: it grew too large, and the rest is thrown away. */
interface Arriving {
  kind: ClipKind
  bytes: number
  parts: Buffer[] | null
}

/** Nobody pastes more than this at once. */
const MOST_ARRIVING = 2
/** guacd and the page both take blobs of this much, before they are packed in base64. */
const BLOB_BYTES = 4_500

/** The clipboard between one desk page and its machine, past guacd. What the slot forbids passes neither way. */
export class DeskClipboard {
  readonly #means: ClipboardMeans
  readonly #arriving = new Map<string, Arriving>()
  #link: ClipLink | null = null
  #closed = false

  constructor(means: ClipboardMeans) {
    this.#means = means
  }

  /** Listens to what is copied on the machine, if the slot lets it out. */
  async watch(): Promise<void> {
    if ((await this.#allowed()).out) await this.#open()
  }

  /** True: this was for the clipboard, and guacd shall not hear it. */
  hear({ opcode, args }: Instruction): boolean {
    const [stream = '', value = ''] = args
    if (opcode === 'ack') return stream === String(CLIP_STREAM)
    if (opcode === 'clipboard') this.#begin(stream, value)
    const clip = this.#arriving.get(stream)
    if (opcode === 'blob' && clip) add(clip, Buffer.from(value, 'base64'))
    if (opcode === 'end' && clip) {
      this.#arriving.delete(stream)
      void this.#put(clip).then(code => this.#answer(stream, code))
    }
    return opcode === 'clipboard' || clip !== undefined
  }

  close(): void {
    this.#closed = true
    this.#arriving.clear()
    this.#link?.close()
    this.#link = null
  }

  #begin(stream: string, mime: string): void {
    const kind = clipKinds.find(known => known === mime)
    if (!kind) this.#answer(stream, clipAnswer.unsupported)
    else if (this.#arriving.size >= MOST_ARRIVING) this.#answer(stream, clipAnswer.failed)
    else this.#arriving.set(stream, { kind, bytes: 0, parts: [] })
  }

  async #put({ kind, parts }: Arriving): Promise<number> {
    if (!parts) return clipAnswer.tooLarge
    try {
      if (!(await this.#allowed()).in) return clipAnswer.forbidden
      return await this.#hand({ kind, content: Buffer.concat(parts) })
    } catch (error) {
      this.#means.parts.log.warn({ why: (error as Error).message }, 'a clipboard did not reach its machine')
      return clipAnswer.failed
    }
  }

  /** Once more over a new link when the old one has broken. */
  async #hand(clip: Clip): Promise<number> {
    for (let tries = 0; ; tries++) {
      const link = this.#link ?? (await this.#open())
      if (!link) return clipAnswer.unsupported
      try {
        await link.put(clip)
        return clipAnswer.done
      } catch (error) {
        if (this.#closed || tries || !(error instanceof MachineError && error.gone)) throw error
        link.close()
        this.#link = null
      }
    }
  }

  async #open(): Promise<ClipLink | null> {
    const { parts, session } = this.#means
    const driver = await parts.machines.driver(session.machineId)
    if (this.#closed) return null
    this.#link ??= driver.clipboard(copied => void this.#copied(copied))
    return this.#link
  }

  async #copied({ kind, bytes, content }: Copied): Promise<void> {
    const allowed = await this.#allowed().catch(() => ({ out: false }))
    if (!allowed.out || this.#closed) return
    const { say } = this.#means
    if (!content) {
      say(encode(INTERNAL, CLIP_TOO_LARGE, kind, bytes))
      return
    }
    say(encode('clipboard', CLIP_STREAM, kind))
    for (let at = 0; at < content.length; at += BLOB_BYTES)
      say(encode('blob', CLIP_STREAM, Buffer.from(content.subarray(at, at + BLOB_BYTES)).toString('base64')))
    say(encode('end', CLIP_STREAM))
  }

  /** As the slot says at this moment: whoever closes a direction closes it for turns under way. */
  async #allowed(): Promise<{ in: boolean; out: boolean }> {
    const { slot } = await this.#means.parts.db.sessions.findUniqueOrThrow({
      where: { id: this.#means.session.id },
      select: { slot: { select: { clipboard_in: true, clipboard_out: true } } },
    })
    return { in: slot.clipboard_in, out: slot.clipboard_out }
  }

  #answer(stream: string, code: number): void {
    if (!this.#closed) this.#means.say(encode('ack', stream, '', code))
  }
}

function add(clip: Arriving, part: Buffer): void {
  clip.bytes += part.length
  if (clip.bytes > CLIP_LIMIT[clip.kind]) clip.parts = null
  clip.parts?.push(part)
}
