import type { LiveEventName, LiveEvents } from '@taxi/contract/live.ts'
import { io, type Socket } from 'socket.io-client'

export type LineState = 'connecting' | 'online' | 'reconnecting' | 'offline'

export interface LineOptions {
  base: string
  token: () => Promise<string | null>
  /** The server refused the token. True: there is a newer one, try again. */
  renew: () => Promise<boolean>
  on: { [N in LiveEventName]?: (event: LiveEvents[N]) => void }
  onState: (state: LineState) => void
  onSignedOut: () => void
}

export interface Line {
  /** Tries at once instead of waiting for the next turn of the back-off. */
  retry(): void
  close(): void
}

/** Failures in a row after which the person is told that the server is away. */
const PATIENCE = 2

/** The live connection of one window. WebSocket only: long polling from an extension would need CORS of its own. */
export function openLine(options: LineOptions): Line {
  let failures = 0
  let wasOnline = false
  let closed = false
  const socket: Socket = io(options.base, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    auth: give => void options.token().then(token => give({ token })),
  })
  socket.on('connect', () => {
    failures = 0
    wasOnline = true
    options.onState('online')
  })
  socket.on('disconnect', reason => {
    if (reason === 'io client disconnect') return
    options.onState('reconnecting')
    // Cut by the server: the sign-in may be over. socket.io does not come back by itself then.
    if (reason === 'io server disconnect') void comeBack()
  })
  socket.on('connect_error', () => {
    // Inactive: the server answered and refused, the token most likely.
    if (!socket.active) return void comeBack()
    failures += 1
    options.onState(failures >= PATIENCE ? 'offline' : wasOnline ? 'reconnecting' : 'connecting')
  })
  for (const [name, handler] of Object.entries(options.on)) socket.on(name, handler as (event: unknown) => void)

  async function comeBack() {
    const renewed = await options.renew().catch(() => null)
    if (renewed === false) return options.onSignedOut()
    failures += 1
    setTimeout(() => closed || socket.connect(), Math.min(10_000, 250 * 2 ** failures))
  }
  return {
    retry: () => void socket.disconnect().connect(),
    close() {
      closed = true
      socket.disconnect()
    },
  }
}
