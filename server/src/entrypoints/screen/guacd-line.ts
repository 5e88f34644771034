import { connect, type Socket } from 'node:net'
import { encode, INTERNAL } from './instruction.ts'
import { InstructionScanner, type Scanned } from './instruction-scanner.ts'

/** guacd did not do what was asked. `code` is a Guacamole status code. */
export class GuacdFailed extends Error {
  readonly code: number
  /** Trying again at once may help: guacd now and then forks a child that is stuck from birth. */
  readonly stuck: boolean
  constructor(message: string, code: number, stuck = false) {
    super(message)
    this.name = 'GuacdFailed'
    this.code = code
    this.stuck = stuck
  }
}

/** What the owner of a line hears. Each batch holds the whole instructions of one chunk from guacd. */
export interface LineListener {
  said(batch: Scanned[]): void
  /** The line is gone, once. */
  gone(why: GuacdFailed): void
}

const UPSTREAM_ERROR = 515
const UNAVAILABLE = 520
/** Longer than anything guacd says: its pictures come in blobs of 6 kB. */
const LONGEST_FROM_GUACD = 64 * 1024
const CONNECT_MS = 2_000

/** A TCP connection to guacd that speaks in whole instructions. Says goodbye with `disconnect`, or the remote screen lingers 15 s. */
export class GuacdLine {
  readonly #socket: Socket
  readonly #scanner = new InstructionScanner(LONGEST_FROM_GUACD)
  #listener: LineListener | null = null
  /** Said while nobody listened. */
  #backlog: Scanned[] = []
  #gone: GuacdFailed | null = null

  /** `ended` hears once that the line is over, and whether guacd had ever picked up. */
  constructor(address: { host: string; port: number }, ended: (reached: boolean) => void = () => {}) {
    let reached = false
    this.#socket = connect({ ...address, timeout: CONNECT_MS })
    this.#socket
      .setNoDelay(true)
      .once('connect', () => {
        reached = true
        this.#socket.setTimeout(0)
      })
      .once('timeout', () => this.#end(new GuacdFailed('guacd did not answer the call', UNAVAILABLE, true)))
      .on('error', error => this.#end(new GuacdFailed(`guacd: ${error.message}`, UNAVAILABLE, !reached)))
      .on('close', () => this.#end(new GuacdFailed('guacd hung up', UNAVAILABLE)))
      .once('close', () => ended(reached))
      .on('data', chunk => this.#hear(chunk))
  }

  listen(listener: LineListener): void {
    this.#listener = listener
    const batch = this.#backlog
    this.#backlog = []
    if (batch.length) listener.said(batch)
    if (this.#gone) listener.gone(this.#gone)
  }

  /** Everything said up to the first instruction that `isLast` accepts. Throws `GuacdFailed` on an error, the end, or after `ms`. */
  async until(isLast: (instruction: Scanned) => boolean, ms: number, what: string): Promise<Scanned[]> {
    const heard: Scanned[] = []
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<Scanned[]>((resolve, reject) => {
        timer = setTimeout(() => reject(new GuacdFailed(`no ${what} within ${ms} ms`, UNAVAILABLE, true)), ms)
        this.listen({
          gone: reject,
          said: batch => {
            for (const [i, instruction] of batch.entries()) {
              if (instruction.opcode === 'error') return reject(errorOf(instruction))
              heard.push(instruction)
              if (!isLast(instruction)) continue
              this.#listener = null
              this.#backlog = batch.slice(i + 1)
              return resolve(heard)
            }
          },
        })
      })
    } finally {
      clearTimeout(timer)
      this.#listener = null
    }
  }

  /** False: guacd does not take it in as fast as it comes. */
  write(text: string | Buffer): boolean {
    return this.#gone ? true : this.#socket.write(text)
  }

  onDrain(listener: () => void): void {
    this.#socket.once('drain', listener)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Says `disconnect` first: without it guacd holds the remote screen for another 15 s. */
  hangUp(): void {
    this.#listener = null
    if (this.#socket.destroyed) return
    this.#gone ??= new GuacdFailed('hung up', UNAVAILABLE)
    // A paused socket would never see the other end close.
    this.#socket.resume()
    this.#socket.end(encode('disconnect'))
    setTimeout(() => this.#socket.destroy(), 2_000).unref()
  }

  #hear(chunk: Buffer): void {
    if (this.#gone) return
    try {
      // guacd 1.6 may speak internal instructions of its own; the browser hears ours only.
      const batch = this.#scanner.push(chunk).filter(instruction => instruction.opcode !== INTERNAL)
      if (!batch.length) return
      if (this.#listener) this.#listener.said(batch)
      else this.#backlog.push(...batch)
    } catch (error) {
      this.#end(new GuacdFailed(`guacd: ${(error as Error).message}`, UPSTREAM_ERROR, true))
      this.#socket.destroy()
    }
  }

  #end(why: GuacdFailed): void {
    if (this.#gone) return
    this.#gone = why
    this.#socket.destroy()
    this.#listener?.gone(why)
  }
}

/** What guacd's own `error` says: `error,<text>,<code>`. */
export function errorOf(instruction: Scanned): GuacdFailed {
  const [text = '', code = ''] = instruction.args
  return new GuacdFailed(`guacd says: ${text}`, Number.parseInt(code, 10) || UPSTREAM_ERROR)
}
