import type { GuardedDeed } from '@taxi/contract/companion.ts'
import type { Parts } from '../parts.ts'

export interface Guarded {
  machineId: string
  /** null: nobody's turn, the browser did it by itself. */
  sessionId: string | null
  service: string
  what: GuardedDeed
}

/** Tells the person, and writes down in the audit log, that something at the shared account was stopped. */
export async function noteGuarded(
  parts: Pick<Parts, 'change' | 'log'>,
  { machineId, sessionId, service, what }: Guarded,
): Promise<void> {
  const personId = await parts.change(async tx => {
    const session =
      sessionId &&
      (await tx.sessions.findFirst({
        where: { id: sessionId, machine_id: machineId, freed_at: null },
        include: { slot: { select: { name: true } }, person: { select: { id: true, name: true } } },
      }))
    const machine = session ? null : await tx.machines.findUnique({ where: { id: machineId } })
    tx.record({
      action: 'account.guarded',
      object: session
        ? { kind: 'slot', id: session.slot_id, name: session.slot.name }
        : { kind: 'machine', id: machineId, name: machine?.name ?? machineId },
      after: { service, what },
      actor: session ? session.person : null,
    })
    if (session) await tx.announce({ about: 'guarded', id: `${session.id} ${what}` })
    return session ? session.person_id : null
  })
  parts.log.warn({ machineId, sessionId, personId, service, what }, 'stopped at a shared account')
}
