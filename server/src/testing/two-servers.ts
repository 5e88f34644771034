import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { freePort } from '../outside/free-port.ts'
import { type CaddyFront, startCaddy } from './caddy.ts'
import { openCrashWorld } from './crash/crash-world.ts'

export type TwoServers = Awaited<ReturnType<typeof openTwoServers>>

/** Two real servers, each a process, on one database and one data folder, behind a real Caddy; everybody comes through it. */
export async function openTwoServers() {
  const [front, ...ports] = [await freePort(), await freePort(), await freePort()] as const
  const world = await openCrashWorld(`http://127.0.0.1:${front}`)
  const copies: ChildProcess[] = []
  // The first makes the keys both sign with.
  for (const port of ports) copies.push(await world.startAt(port))
  const caddy: CaddyFront = await startCaddy(front, [...ports])
  const lines: Socket[] = []

  async function end(copy: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (copy.exitCode !== null || copy.signalCode !== null) return
    const gone = once(copy, 'exit')
    copy.kill(signal)
    await gone
  }

  return {
    ...world,
    url: caddy.url,
    ports,
    copies,
    end,
    /** Starts those anew that have ended. */
    async mend(): Promise<void> {
      for (const [n, copy] of copies.entries())
        if (copy.exitCode !== null || copy.signalCode !== null) copies[n] = await world.startAt(ports[n] ?? 0)
    },
    /** A live line through the proxy, which comes back by itself as a popup's does. */
    line(token: string): Socket {
      const options = { reconnectionDelay: 200, reconnectionDelayMax: 1_000, forceNew: true }
      const line = io(caddy.url, { auth: { token }, transports: ['websocket'], ...options })
      lines.push(line)
      return line
    },
    async close() {
      for (const line of lines) line.disconnect()
      await Promise.all(copies.map(copy => end(copy, 'SIGKILL')))
      await caddy.close()
      await world.close()
    },
  }
}
