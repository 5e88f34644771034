import type { BareAnswer } from './bare-express.ts'
import type { Answered } from './clients.ts'

/** What HTTP writes by itself, for every server anew. */
const OF_THE_LINE = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

/** What the yardstick has to send, so that it sends the same. */
export function bareAnswer({ status, headers, body }: Answered): BareAnswer {
  const own = Object.entries(headers).filter(([name]) => !OF_THE_LINE.has(name))
  return { status, headers: Object.fromEntries(own), body }
}
