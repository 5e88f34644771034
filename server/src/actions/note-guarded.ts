import type { GuardedDeed } from '@taxi/contract/companion.ts'
import type { Parts } from '../parts.ts'

export interface Guarded {
  machineId: string
  /** null: nobody's turn, the browser did it by itself. */
  sessionId: string | null
  service: string
  what: GuardedDeed
}

/** Tells the person, and writes down for the administrators, that something at the shared account was stopped. */
export async function noteGuarded(
  parts: Pick<Parts, 'change' | 'log'>,
  { machineId, sessionId, service, what }: Guarded,
): Promise<void> {
  const personId = await parts.change(async tx => {
    if (!sessionId) return null
    const session = await tx.sessions.findFirst({ where: { id: sessionId, machine_id: machineId, freed_at: null } })
    if (session) await tx.announce({ about: 'guarded', id: `${sessionId} ${what}` })
    return session?.person_id ?? null
  })
  parts.log.warn({ machineId, sessionId, personId, service, what }, 'stopped at a shared account')
}
