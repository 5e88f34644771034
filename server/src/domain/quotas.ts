import type { SlotQuota, SlotView } from '@taxi/contract/slots.ts'

/** What a service said is left, and when it said so. */
export interface ToldQuota {
  what: string
  left: number | null
  resetsAt: Date | null
  toldAt: Date
}

/** Without a date of its own a number is worth showing for a day. */
const LASTS_MS = 24 * 3600_000

/** The quotas that still hold. After the reset nobody has said what is left: then nothing is told. */
export function quotasNow(told: ToldQuota[], now: Date): Pick<SlotView, 'quotas'> {
  const quotas = told.filter(quota => stillHolds(quota, now)).map(wire)
  return quotas.length > 0 ? { quotas } : {}
}

const stillHolds = ({ resetsAt, toldAt }: ToldQuota, now: Date) =>
  resetsAt ? resetsAt > now : toldAt.getTime() + LASTS_MS > now.getTime()

const wire = ({ what, left, resetsAt }: ToldQuota): SlotQuota => ({
  what,
  left,
  resets_at: resetsAt?.toISOString() ?? null,
})
