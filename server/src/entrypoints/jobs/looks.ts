import { setTimeout as sleep } from 'node:timers/promises'
import { watchMachine } from '../../actions/watch-machine.ts'
import type { machinesModel } from '../../db/generated/models.ts'
import type { Parts } from '../../parts.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** A machine somewhere else: with a look of 6 s at most and a second one it is known to be gone within 20 s. */
const FAR_MS = 5_000
const NEAR_MS = 15_000

export interface Looks {
  /** Now: its companion came or went, or it was changed. */
  at(machineId: string): void
  close(): Promise<void>
}

interface Needs {
  isOurs: (machine: Pick<machinesModel, 'driver' | 'kept_by'>) => boolean
  /** A browser that is not there yet is no trouble. */
  isComingUp: (machineId: string) => boolean
  lost: (sessionId: string) => Promise<void>
  trouble: (error: unknown) => void
}

/** Looks at machines time and again, beside the work on their seats, which may hang where a machine is gone. */
export function startLooks(parts: Parts, { isOurs, isComingUp, lost, trouble }: Needs): Looks {
  const looks = oneAtATime()
  const stopping = new AbortController()

  async function look(which: { id?: string; driver?: string | { not: string } }): Promise<void> {
    if (stopping.signal.aborted) return
    const watched = await parts.db.machines.findMany({
      where: { ...which, OR: [{ is_active: true }, { sessions: { some: { freed_at: null } } }] },
    })
    for (const { id } of watched.filter(isOurs)) looks.run(id, 'look', () => lookAt(id).catch(trouble))
  }

  async function lookAt(machineId: string): Promise<void> {
    if (stopping.signal.aborted) return
    const { lostSessionId, lookAgainMs } = await watchMachine(parts, machineId, { isComingUp: isComingUp(machineId) })
    if (lostSessionId) await lost(lostSessionId)
    if (lookAgainMs === null) return
    await sleep(lookAgainMs, undefined, { signal: stopping.signal }).catch(() => {})
    looks.run(machineId, 'look again', () => lookAt(machineId).catch(trouble))
  }

  const guarded = (which: Parameters<typeof look>[0]) => void look(which).catch(trouble)
  const timers = [
    setInterval(() => guarded({ driver: 'ssh' }), FAR_MS),
    setInterval(() => guarded({ driver: { not: 'ssh' } }), NEAR_MS),
  ]
  guarded({})

  return {
    at: id => guarded({ id }),
    async close() {
      stopping.abort()
      for (const timer of timers) clearInterval(timer)
      await looks.settled()
    },
  }
}
