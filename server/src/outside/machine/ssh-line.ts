import { createHash, timingSafeEqual } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { Client, type ClientChannel } from 'ssh2'
import { MachineError } from './driver.ts'
import type { SeatRun } from './seat.ts'

/** Where a machine's sshd is, and what opens it. */
export interface SshPlace {
  host: string
  port: number
  user: string
  /** OpenSSH or PEM. */
  privateKey: string
  /** SHA-256 of its host key as `ssh-keygen -lf` prints it: `SHA256:…`. Another one is refused. */
  hostKey: string
}

/** The machine is asked for a sign of life so often; when nothing at all came three times in a row, it is gone: within 16 s. */
const KEEP_ALIVE_MS = 4_000
const MISSED = 3
const HANDSHAKE_MS = 8_000
const GOODBYE_MS = 1_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

/**
 * One lasting connection to a machine's sshd, made when first needed and again when it is lost, with growing pauses
 * after failures. Commands and forwarded ports share it. What cannot be done throws `MachineError`, `gone` when the
 * machine does not answer.
 */
export class SshLine {
  readonly #place: SshPlace
  readonly #keepAliveMs: number
  #client: Promise<Client> | null = null
  #socket: Socket | null = null
  #failures = 0
  #notBefore = 0
  #trouble = new Error('')

  constructor(place: SshPlace, keepAliveMs = KEEP_ALIVE_MS) {
    this.#place = place
    this.#keepAliveMs = keepAliveMs
  }

  /** Starts a command. Its words arrive as they are: nothing on the machine expands them. */
  async run(words: string[]): Promise<SeatRun> {
    const [verb = ''] = words
    const client = await this.#connected(verb)
    const command = words.map(quoted).join(' ')
    return within<SeatRun>(
      verb,
      // Whoever waits a moment before listening misses how a quick command ended.
      done => client.exec(command, (error, channel) => (error ? done(error) : done(undefined, running(channel)))),
      run => run.kill(),
    )
  }

  /** A connection to a port of the machine's own loopback. */
  async forward(port: number): Promise<Duplex> {
    const client = await this.#connected('forward')
    return within<Duplex>(
      'forward',
      done => client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, done),
      far => far.destroy(),
    )
  }

  /** Ends the connection; the next command makes a new one. */
  async close(): Promise<void> {
    const socket = this.#socket
    const client = await this.#client?.catch(() => null)
    this.#client = null
    client?.end()
    // Nobody answers a goodbye on a half-open connection.
    setTimeout(() => socket?.destroy(), GOODBYE_MS).unref()
  }

  async #connected(verb: string): Promise<Client> {
    if (this.#client) return this.#client.catch(error => Promise.reject(goneAt(verb, error)))
    if (performance.now() < this.#notBefore) throw goneAt(verb, this.#trouble)
    const client = this.#connect()
    this.#client = client
    try {
      const open = await client
      this.#failures = 0
      return open
    } catch (error) {
      this.#trouble = error as Error
      this.#notBefore = performance.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures++)
      if (this.#client === client) this.#client = null
      throw goneAt(verb, this.#trouble)
    }
  }

  #connect(): Promise<Client> {
    const { host, port, user, privateKey, hostKey } = this.#place
    const client = new Client()
    const socket = connect({ host, port, noDelay: true })
    this.#socket = socket
    hangUpOnSilence(socket, this.#keepAliveMs)
    let known = true
    return new Promise((resolve, reject) => {
      client
        .once('ready', () => resolve(client))
        .on('error', error => reject(known ? error : new Error(OTHER_KEY)))
        .on('close', () => {
          reject(new Error('the connection was closed'))
          this.#lost(client)
        })
        .connect({
          sock: socket,
          username: user,
          privateKey,
          readyTimeout: HANDSHAKE_MS,
          keepaliveInterval: this.#keepAliveMs,
          // Hanging up is up to us: on a slow link an answer waits behind a file for longer than a dead machine may go unseen.
          keepaliveCountMax: Number.MAX_SAFE_INTEGER,
          // The kind of key that is pinned; a machine has others as well.
          algorithms: { serverHostKey: ['ssh-ed25519'] },
          hostVerifier: (key: Buffer) => {
            known = isPinned(key, hostKey)
            return known
          },
        })
    })
  }

  /** The next command connects anew. */
  #lost(client: Client): void {
    const current = this.#client
    current?.then(
      open => {
        if (open === client && this.#client === current) this.#client = null
      },
      () => {},
    )
  }
}

const OTHER_KEY = 'it has another host key than the one it joined with'

function goneAt(verb: string, error: Error): MachineError {
  if (error instanceof MachineError) return error
  if (error.message === OTHER_KEY) return new MachineError(verb, error.message, true, 'host-key')
  return new MachineError(verb, `the machine does not answer (${error.message})`, true, 'unreachable')
}

function isPinned(key: Buffer, hostKey: string): boolean {
  const seen = createHash('sha256').update(key).digest()
  const pinned = Buffer.from(hostKey.replace(/^SHA256:/, ''), 'base64')
  return pinned.length === seen.length && timingSafeEqual(pinned, seen)
}

function running(channel: ClientChannel): SeatRun {
  // It may refuse before it reads what we send.
  channel.on('error', () => {})
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    exit: new Promise(resolve => {
      let code: number | null = null
      channel
        .once('exit', (ended: number | null) => {
          code = ended
        })
        .once('close', () => resolve(code))
    }),
    kill: () => channel.destroy(),
  }
}

/** A POSIX word in which nothing is special. */
const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`

/** Whatever comes is a sign of life, not only an answer. */
function hangUpOnSilence(socket: Socket, afterMs: number): void {
  let heard = 0
  let missed = 0
  const timer = setInterval(() => {
    missed = socket.bytesRead === heard ? missed + 1 : 0
    heard = socket.bytesRead
    if (missed >= MISSED) socket.destroy(new Error(`nothing came for ${(MISSED * afterMs) / 1000} s`))
  }, afterMs)
  socket.once('close', () => clearInterval(timer))
}

type Start<T> = (done: (error: Error | undefined, value?: T) => void) => void

/** What a callback brings, or `MachineError` when it does not come: a half-open connection is silent. What comes `late` is undone. */
function within<T>(verb: string, start: Start<T>, undo: (late: T) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      reject(goneAt(verb, new Error(`no answer within ${HANDSHAKE_MS / 1000} s`)))
    }, HANDSHAKE_MS)
    const done = (error: Error | undefined, value?: T) => {
      clearTimeout(timer)
      if (error) reject(goneAt(verb, error))
      else if (isLate) undo(value as T)
      else resolve(value as T)
    }
    try {
      start(done)
    } catch (error) {
      done(error as Error)
    }
  })
}
