import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { freePort } from '../outside/free-port.ts'
import { type CaddyFront, startCaddy } from './caddy.ts'
import { openCrashWorld } from './crash/crash-world.ts'

export type TwoServers = Awaited<ReturnType<typeof openTwoServers>>

/** Two real servers, each a process, on one database and one data folder, behind a real Caddy; everybody comes through it. */
export async function openTwoServers() {
  const [front = 0, ...ports] = [await freePort(), await freePort(), await freePort()]
  const url = `http://127.0.0.1:${front}`
  const world = await openCrashWorld(url)
  const copies: ChildProcess[] = []
  const lines: Socket[] = []
  let caddy: CaddyFront | null = null

  async function close(): Promise<void> {
    for (const line of lines) line.disconnect()
    await Promise.all(copies.map(copy => end(copy, 'SIGKILL')))
    await caddy?.close()
    await world.close()
  }

  async function end(copy: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (copy.exitCode !== null || copy.signalCode !== null) return
    const gone = once(copy, 'exit')
    copy.kill(signal)
    await gone
  }

  try {
    const both = await Promise.allSettled(ports.map(port => world.startAt(port)))
    for (const started of both) if (started.status === 'fulfilled') copies.push(started.value)
    for (const started of both) if (started.status === 'rejected') throw started.reason
    caddy = await startCaddy(front, ports)
  } catch (error) {
    await close()
    throw error
  }

  return {
    ...world,
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
      const line = io(url, { auth: { token }, transports: ['websocket'], ...options })
      // As the popup does: socket.io stays away when the server itself hangs up.
      line.on('disconnect', reason => reason === 'io server disconnect' && setTimeout(() => line.connect(), 500))
      lines.push(line)
      return line
    },
    close,
  }
}
