import type { Server, Socket } from 'socket.io'

/** What a line sends by itself: its greeting, and a pong every 25 seconds. */
const PER_SECOND = 20

/** Nothing is said to the server over the live line: a line that says something, or sends without end, is cut. */
export function hush(io: Pick<Server, 'on' | 'engine'>): void {
  io.on('connection', socket => socket.onAny(() => socket.disconnect(true)))
  // Before the greeting too: whoever floods has no token.
  io.engine.on('connection', (line: Socket['conn']) => {
    let second = 0
    let packets = 0
    line.on('packet', () => {
      const now = Math.floor(performance.now() / 1000)
      if (now !== second) packets = 0
      second = now
      packets += 1
      if (packets > PER_SECOND) line.close()
    })
  })
}
