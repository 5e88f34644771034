import { io, type Socket } from 'socket.io-client'
import { answerParent } from './fork-part.ts'

export type LiveQuestion =
  /** Everybody opens a live line of their own. */
  | { type: 'connect'; base: string; tokens: string[] }
  /** Waits until this event has reached everybody once more. */
  | { type: 'hear'; event: string }

/** When each line heard, on the clock all processes of a machine share. */
export interface LiveAnswer {
  heardAt: number[]
}

const PATIENCE_MS = 15_000
const lines: Socket[] = []

/** People who look at the board, all in one process that is not the server's. */
answerParent<LiveQuestion, LiveAnswer>(async question => {
  if (question.type === 'connect') {
    for (const token of question.tokens) lines.push(await connected(question.base, token))
    return { heardAt: [] }
  }
  return { heardAt: await Promise.all(lines.map(line => heard(line, question.event))) }
})

function connected(base: string, token: string): Promise<Socket> {
  const line = io(base, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
  return new Promise((resolve, reject) => {
    line.once('connect', () => resolve(line))
    line.once('connect_error', reject)
  })
}

function heard(line: Socket, event: string): Promise<number> {
  return new Promise(resolve => {
    const late = setTimeout(() => resolve(Number.NaN), PATIENCE_MS)
    line.once(event, () => {
      clearTimeout(late)
      resolve(performance.timeOrigin + performance.now())
    })
  })
}
