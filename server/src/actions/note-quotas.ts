import type { SlotQuota } from '@taxi/contract/slots.ts'
import type { Parts } from '../parts.ts'

export interface QuotasTold {
  machineId: string
  sessionId: string
  service: string
  quotas: SlotQuota[]
  at: Date
}

/** Writes down what the service said is left. Only of the session's own slot: which account another tab has is not known. */
export async function noteQuotas(
  parts: Pick<Parts, 'change'>,
  { machineId, sessionId, service, quotas, at }: QuotasTold,
): Promise<void> {
  await parts.change(async tx => {
    const where = { id: sessionId, machine_id: machineId, freed_at: null, slot: { service } }
    const session = await tx.sessions.findFirst({ where })
    if (!session) return
    for (const { what, left, resets_at } of quotas) {
      const key = { slot_id: session.slot_id, what }
      const told = { left, resets_at: resets_at === null ? null : new Date(resets_at), told_at: at }
      await tx.slot_quotas.upsert({ where: { slot_id_what: key }, create: { ...key, ...told }, update: told })
    }
    await tx.announce({ about: 'slot', id: session.slot_id })
  })
}
