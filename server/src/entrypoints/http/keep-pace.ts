import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** Slower than a bad line: somebody who holds connections open. */
export const SLOWEST = { bytesPerSecond: 16 * 1024, everyMs: 30_000 }

/** Cuts a request whose body comes slower than that; what is whole already may take its time to be answered. */
export function keepPace(
  request: Pick<IncomingMessage, 'complete' | 'once'> & { socket: Pick<Socket, 'bytesRead' | 'destroy'> },
  { bytesPerSecond, everyMs }: typeof SLOWEST = SLOWEST,
): void {
  let before = request.socket.bytesRead
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer)
    const came = request.socket.bytesRead - before
    before += came
    if (came < (bytesPerSecond * everyMs) / 1000) request.socket.destroy()
  }, everyMs)
  timer.unref()
  request.once('close', () => clearInterval(timer))
}
