import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { answerParent } from './fork-part.ts'

export type BareLiveQuestion = { type: 'open' } | { type: 'tell'; event: string; what: object }
/** `at`: when it began to tell, on the clock all processes of a machine share. */
export type BareLiveAnswer = { url: string; at: number }

const http = createServer()
const io = new Server(http, { serveClient: false })

/** The yardstick: socket.io and nothing else, telling everybody the same. */
answerParent<BareLiveQuestion, BareLiveAnswer>(async question => {
  const at = performance.timeOrigin + performance.now()
  if (question.type === 'tell') io.emit(question.event, question.what)
  else await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, at }
})
