import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A line that can be disturbed: TCP to a port of this computer. */
export interface Disturbable {
  /** Where to connect instead, `127.0.0.1:<port>`. */
  host: string
  port: number
  /** Nothing passes any more and nobody is told: a network that went away. What is connected stays dead after `mend`. */
  freeze(): void
  /** What is asked still arrives, no answer comes back, and nobody is told. */
  mute(): void
  /** No more than so many bytes a second pass, each way. */
  slow(bytesPerSecond: number): void
  /** Both ends see the line break, and nobody gets through until `mend`. */
  cut(): void
  /** Whoever connects from now on gets through, at full speed. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** One connection: who calls and who is called. */
interface Line {
  near: Socket
  far: Socket
  /** Not even an end passes. */
  isDead: boolean
  isMute: boolean
}

export async function startProxy(to: number): Promise<Disturbable> {
  const lines = new Set<Line>()
  const state = { isDead: false, isMute: false, bytesPerSecond: Number.POSITIVE_INFINITY }

  const server = createServer(near => {
    const line: Line = { near, far: connect(to, '127.0.0.1'), isDead: state.isDead, isMute: state.isMute }
    lines.add(line)
    join(line, near, line.far, () => line.isDead)
    join(line, line.far, near, () => line.isDead || line.isMute)
  })

  function join(line: Line, from: Socket, into: Socket, isLost: () => boolean): void {
    from
      .setNoDelay(true)
      .on('data', bytes => {
        if (isLost()) return
        if (state.bytesPerSecond === Number.POSITIVE_INFINITY) return void into.write(bytes)
        from.pause()
        void pour(bytes, into).then(() => from.resume())
      })
      .on('error', () => {})
      .on('close', () => {
        if (!line.isDead) into.destroy()
        if (line.near.destroyed && line.far.destroyed) lines.delete(line)
      })
  }

  async function pour(bytes: Buffer, into: Socket): Promise<void> {
    for (let at = 0; at < bytes.length && into.writable; ) {
      const some = bytes.subarray(at, at + Math.min(state.bytesPerSecond / 20, bytes.length))
      into.write(some)
      at += some.length
      await sleep((some.length / state.bytesPerSecond) * 1000)
    }
  }

  const listen = (port: number) => new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as { port: number }
  const cut = () => {
    if (server.listening) server.close()
    for (const { near, far } of lines) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    host: `127.0.0.1:${port}`,
    port,
    freeze() {
      state.isDead = true
      for (const line of lines) line.isDead = true
    },
    mute() {
      state.isMute = true
      for (const line of lines) line.isMute = true
    },
    slow(bytesPerSecond) {
      state.bytesPerSecond = bytesPerSecond
    },
    cut,
    async mend() {
      Object.assign(state, { isDead: false, isMute: false, bytesPerSecond: Number.POSITIVE_INFINITY })
      if (!server.listening) await listen(port)
    },
    async close() {
      const closed = new Promise(resolve => server.once('close', resolve))
      if (server.listening || lines.size) {
        cut()
        await closed
      }
    },
  }
}
