import { createServer, type Server, type Socket } from 'node:net'
import type { SshLine } from './ssh-line.ts'

/**
 * A port of this computer that leads to one on the machine, opened when first asked for and again after `close`.
 * Who connects while the machine is away is hung up on.
 */
export class SshForward {
  readonly #line: Pick<SshLine, 'forward'>
  readonly #remotePort: number
  readonly #host: string
  readonly #open = new Set<Socket>()
  #server: Promise<Server> | null = null

  /** `host` is the address listened on: loopback, unless guacd runs elsewhere. */
  constructor(line: Pick<SshLine, 'forward'>, remotePort: number, host = '127.0.0.1') {
    this.#line = line
    this.#remotePort = remotePort
    this.#host = host
  }

  async port(): Promise<number> {
    this.#server ??= this.#listen()
    const address = (await this.#server).address()
    return typeof address === 'object' && address ? address.port : 0
  }

  async close(): Promise<void> {
    const server = await this.#server?.catch(() => null)
    this.#server = null
    for (const socket of this.#open) socket.destroy()
    await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()))
  }

  #listen(): Promise<Server> {
    return new Promise((resolve, reject) => {
      const server = createServer(socket => void this.#join(socket))
      server.once('error', error => {
        this.#server = null
        reject(error)
      })
      server.listen(0, this.#host, () => resolve(server))
    })
  }

  async #join(socket: Socket): Promise<void> {
    this.#open.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {}).once('close', () => this.#open.delete(socket))
    try {
      const far = await this.#line.forward(this.#remotePort)
      far.on('error', () => {}).once('close', () => socket.destroy())
      socket.once('close', () => far.destroy())
      socket.pipe(far).pipe(socket)
    } catch {
      socket.destroy()
    }
  }
}
