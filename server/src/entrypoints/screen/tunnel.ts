import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeCode, type Farewell } from '@taxi/contract/desk.ts'
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import { createFilter } from './filter.ts'
import type { ShownScreen } from './guacd-connection.ts'
import { errorOf, type GuacdFailed, type GuacdLine } from './guacd-line.ts'
import { encode, INTERNAL, LONGEST_INSTRUCTION } from './instruction.ts'
import { InstructionScanner, type Scanned } from './instruction-scanner.ts'

/** What the desk hears of a tunnel. */
export interface TunnelListener {
  /** The browser has drawn the first picture. */
  drew(): void
  /** The person did something. */
  active(): void
  /** What the browser was told of the screen, whole instructions, and where the person points. Absent: nobody records. */
  relayed?: ((chunk: string) => void) | undefined
  closed(): void
}

const PAUSE_BYTES = 1024 * 1024
const RESUME_BYTES = 256 * 1024
const MISSED_PINGS = 3
/** guacd knows 64 streams of a browser, counted from 0; a page never gets this far. */
const ANSWER_STREAM = 63

/** One WebSocket and, once the screen shows, one guacd connection. Nothing thrown in here leaves it. */
export class Tunnel {
  readonly #socket: WebSocket
  readonly #listener: TunnelListener
  readonly #log: Logger
  readonly #scanner = new InstructionScanner(LONGEST_INSTRUCTION)
  readonly #judge: ReturnType<typeof createFilter>
  #line: GuacdLine | null = null
  #password = ''
  #drawn = false
  #missed = 0
  #closed = false

  constructor(socket: WebSocket, readOnly: boolean, listener: TunnelListener, log: Logger) {
    this.#socket = socket
    this.#listener = listener
    this.#log = log
    this.#judge = createFilter({ readOnly })
    socket
      .on('message', data => this.#hearBrowser(data))
      .on('pong', () => {
        this.#missed = 0
      })
      .on('error', error => this.#log.debug({ error: error.message }, 'a desk’s connection failed'))
      .on('close', () => this.#end())
    this.#say(encode(INTERNAL, randomUUID()))
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Tells the page how far the seat is. */
  tellPhase(phase: string): void {
    this.#say(encode(INTERNAL, 'phase', phase))
  }

  /** The screen shows: from now on both sides hear each other. */
  show(screen: ShownScreen, password: string): void {
    if (this.#closed) {
      screen.line.hangUp()
      return
    }
    this.#line = screen.line
    this.#password = password
    this.#relay(screen.picture)
    screen.line.listen({ said: batch => this.#relay(batch), gone: why => this.#lost(why) })
  }

  /** Own keep-alive, both ways: each side gives up after 15 s of silence, and timers of a hidden page sleep longer than that. */
  nop(): void {
    this.#line?.write(encode('nop'))
    this.#say(encode('nop'))
  }

  /** Asks the browser for a sign of life; whoever missed three is gone. */
  ping(): void {
    if (this.#missed >= MISSED_PINGS) this.#socket.terminate()
    else this.#socket.ping()
    this.#missed++
  }

  /** Whether the browser answers now; false as soon as the line is closed, or after `ms`. */
  answers(ms: number): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false)
    const asked = new AbortController()
    const { signal } = asked
    const heard = once(this.#socket, 'pong', { signal }).then(() => true)
    const silent = once(this.#socket, 'close', { signal }).then(() => false)
    const late = sleep(ms, false, { signal, ref: false })
    this.#socket.ping()
    return Promise.race([heard, silent, late]).finally(() => asked.abort())
  }

  /** The last word for the page, then both sides are closed. */
  close(farewell: Farewell, code: number = closeCode(farewell)): void {
    if (this.#closed) return
    this.#say(encode('error', farewell, code))
    this.#socket.close(1000, String(code))
    this.#end()
    // A browser that does not answer the close is cut.
    setTimeout(() => this.#socket.terminate(), 2_000).unref()
  }

  #end(): void {
    if (this.#closed) return
    this.#closed = true
    this.#line?.hangUp()
    this.#line = null
    this.#listener.closed()
  }

  #say(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#socket.send(text, () => this.#resumeWhenEmpty())
    if (this.#socket.bufferedAmount > PAUSE_BYTES) this.#line?.pause()
  }

  #resumeWhenEmpty(): void {
    if (this.#socket.bufferedAmount < RESUME_BYTES) this.#line?.resume()
  }

  /** One frame per chunk of guacd, whole instructions only: an echo of a ping can never land inside one. */
  #relay(batch: Scanned[]): void {
    const last = batch.find(({ opcode }) => opcode === 'error' || opcode === 'disconnect')
    const passing = batch.filter(({ opcode }) => !KEPT.has(opcode))
    for (const { opcode, args } of batch) if (opcode === 'required') this.#answer(args)
    if (passing.length) this.#show(Buffer.concat(passing.map(({ raw }) => raw)).toString())
    if (!last) return
    this.#log.debug({ opcode: last.opcode }, 'the screen closed')
    const code = last.opcode === 'error' ? errorOf(last).code : undefined
    this.close('machine_away', code === 515 ? code : undefined)
  }

  #show(text: string): void {
    this.#say(text)
    this.#listener.relayed?.(text)
  }

  /** guacd asks for what opens the screen; the browser never learns of it. */
  #answer(names: string[]): void {
    for (const name of names) {
      const value = Buffer.from(name === 'password' ? this.#password : '').toString('base64')
      this.#line?.write(
        encode('argv', ANSWER_STREAM, 'text/plain', name) +
          encode('blob', ANSWER_STREAM, value) +
          encode('end', ANSWER_STREAM),
      )
    }
  }

  #lost(why: GuacdFailed): void {
    this.#log.debug({ why: why.message }, 'guacd is gone')
    this.close('guacd_away')
  }

  #hearBrowser(data: RawData): void {
    if (this.#closed) return
    try {
      const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)
      for (const instruction of this.#scanner.push(bytes)) this.#pass(instruction)
    } catch (error) {
      this.#log.debug({ error: (error as Error).message }, 'a page said something strange')
      this.close('bad_request')
    }
  }

  #pass(instruction: Scanned): void {
    const { forward, echo, active, leaves } = this.#judge(instruction)
    if (leaves) this.#socket.close(1000)
    if (echo) this.#say(echo)
    if (!this.#line) return
    if (forward) this.#forward(this.#line, forward)
    if (forward && instruction.opcode === 'mouse') this.#listener.relayed?.(forward)
    if (active) this.#listener.active()
    if (instruction.opcode === 'sync' && !this.#drawn) {
      this.#drawn = true
      this.#listener.drew()
    }
  }

  #forward(line: GuacdLine, text: string): void {
    if (line.write(text)) return
    this.#socket.pause()
    line.onDrain(() => this.#socket.resume())
  }
}

/** Heard here and not by the browser: its secrets are ours, and it gets an error in our words. */
const KEPT = new Set(['required', 'error', 'disconnect'])
