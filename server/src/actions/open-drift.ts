import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** The answer that a reader did not know, word for word. That somebody looks at it is written down first. */
export async function openDrift(parts: Pick<Parts, 'change'>, id: string): Promise<{ answer: string }> {
  const [, service = '', day = ''] = /^(.+):(\d{4}-\d\d-\d\d)$/.exec(id) ?? []
  const at = new Date(day)
  if (Number.isNaN(at.getTime())) throw new Refusal('request.unknown')
  return parts.change(async tx => {
    const drift = await tx.drifts.findUnique({ where: { service_day: { service, day: at } } })
    if (drift?.answer == null) throw new Refusal('request.unknown')
    tx.record({ action: 'reader.answer', object: { kind: 'reader', id, name: service }, after: { day } })
    return { answer: drift.answer }
  })
}
