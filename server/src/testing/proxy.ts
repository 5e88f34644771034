import { connect, createServer, type Socket } from 'node:net'

/** A line that can be disturbed: TCP to a port of this computer. */
export interface Proxy {
  /** Where to connect instead, `127.0.0.1:<port>`. */
  host: string
  port: number
  /** Nothing passes any more and nobody is told: a network that went away. */
  freeze(): void
  /** Both ends see the line break. */
  cut(): void
  close(): Promise<void>
}

export async function startProxy(to: number): Promise<Proxy> {
  const sockets = new Set<Socket>()
  let isFrozen = false
  const server = createServer(near => {
    const far = connect(to, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket.setNoDelay(true))
      socket
        .on('data', bytes => isFrozen || other.write(bytes))
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket)
          if (!isFrozen) other.destroy()
        })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    host: `127.0.0.1:${port}`,
    port,
    freeze() {
      isFrozen = true
    },
    cut,
    async close() {
      cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
