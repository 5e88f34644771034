import { setTimeout as sleep } from 'node:timers/promises'
import { endForShutdown, stopsWith } from './actions/end-for-shutdown.ts'
import type { Parts } from './parts.ts'

const LONGEST_MS = 20_000

/** Ends the sessions on machines of this computer and waits until what they left is sealed; what is not goes on at the next start. */
export async function giveSeatsBack(
  parts: Pick<Parts, 'db' | 'change' | 'config' | 'now' | 'log' | 'serverId'>,
): Promise<void> {
  try {
    await endForShutdown(parts)
    const until = performance.now() + LONGEST_MS
    while (performance.now() < until) {
      const closing = await parts.db.sessions.count({ where: { freed_at: null, machine: stopsWith(parts.serverId) } })
      if (closing === 0) return
      await sleep(100)
    }
    parts.log.warn('not every seat could be closed in time; the next start goes on with it')
  } catch (error) {
    parts.log.warn({ why: error instanceof Error ? error.message : String(error) }, 'seats could not be closed')
  }
}
