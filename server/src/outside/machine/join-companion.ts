import { setTimeout as sleep } from 'node:timers/promises'
import type { JoinTicket } from '@taxi/contract/companion.ts'
import { COMPANION_ID } from '@taxi/contract/extension-ids.ts'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { MachineError } from './driver.ts'

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.optional(z.string()) }))
const Evaluated = z.object({ id: z.literal(1), result: z.object({ exceptionDetails: z.optional(z.unknown()) }) })

/**
 * Tells the companion in the browser behind this debugging port who it is. Goes straight to the companion's own
 * target: no page is attached to, not even for a moment, since services look for that. A companion that sleeps
 * has no target and is waited for; throws `MachineError` after `patienceMs`.
 */
export async function joinCompanion(cdpPort: number, ticket: JoinTicket, patienceMs = 10_000): Promise<void> {
  const until = performance.now() + patienceMs
  let trouble = 'the companion is not running in the browser'
  while (performance.now() < until) {
    const target = await companionTarget(cdpPort)
    if (target) {
      const failure = await evaluate(target, `globalThis.taxi.join(${JSON.stringify(ticket)})`, 5_000)
      if (failure === null) return
      trouble = failure
    }
    await sleep(100)
  }
  throw new MachineError('join', trouble)
}

async function companionTarget(cdpPort: number): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${cdpPort}/json/list`, { signal: AbortSignal.timeout(3_000) })
    const targets = Targets.parse(await response.json())
    const own = targets.find(
      ({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${COMPANION_ID}/`),
    )
    return own?.webSocketDebuggerUrl ?? null
  } catch {
    return null
  }
}

/** Null when it worked, otherwise why not, without what was evaluated: it holds a token. */
function evaluate(target: string, expression: string, timeoutMs: number): Promise<string | null> {
  return new Promise(resolve => {
    const socket = new WebSocket(target, { handshakeTimeout: timeoutMs, perMessageDeflate: false })
    const finish = (failure: string | null) => {
      clearTimeout(timer)
      resolve(failure)
      socket.close()
    }
    const timer = setTimeout(() => finish('the companion did not answer'), timeoutMs)
    socket.on('error', () => finish('the companion’s target closed'))
    socket.on('close', () => finish('the companion’s target closed'))
    socket.on('open', () =>
      socket.send(
        JSON.stringify({
          id: 1,
          method: 'Runtime.evaluate',
          params: { expression, awaitPromise: true, returnByValue: true },
        }),
      ),
    )
    socket.on('message', data => {
      const answer = Evaluated.safeParse(JSON.parse(data.toString()))
      if (!answer.success) return
      finish(answer.data.result.exceptionDetails ? 'the companion refused the ticket' : null)
    })
  })
}
