import type { Parts } from '../parts.ts'

export interface DriftTold {
  machineId: string
  sessionId: string
  service: string
  what: string
  shape: string
  answer: string | null
}

/** Keeps the first answer of the day that a service's reader did not know, and tells the administrators. */
export async function noteDrift(
  parts: Pick<Parts, 'change' | 'now' | 'log'>,
  { machineId, sessionId, service, what, shape, answer }: DriftTold,
): Promise<void> {
  const day = parts.now().toISOString().slice(0, 10)
  const first = await parts.change(async tx => {
    const session = await tx.sessions.findFirst({ where: { id: sessionId, machine_id: machineId, freed_at: null } })
    if (!session) return false
    const row = { service, day: new Date(day), what, shape, answer }
    const { count } = await tx.drifts.createMany({ data: [row], skipDuplicates: true })
    if (count) await tx.announce({ about: 'drift', id: `${service} ${day}` })
    return count > 0
  })
  if (first) parts.log.warn({ machineId, service, what, shape }, 'a reader no longer knows its service')
}
