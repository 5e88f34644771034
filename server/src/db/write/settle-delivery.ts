import type { Verdict } from '../../domain/delivery.ts'
import type { Parts } from '../../parts.ts'
import { openIncident } from './open-incident.ts'
import { settleDump } from './settle-dump.ts'

/** A delivery in a worker's hands, as far as its outcome depends on it. */
export interface DeliveryInHand {
  id: string
  chat_id: bigint | null
  lease_owner: string
  started_attempts: number
  finished_attempts: number
  tg_message_id: bigint | null
}

export interface Settled {
  verdict: Verdict
  reason: string | null
  fileId?: string | null
  /** It took the worker down again and again. */
  isPoison?: boolean
}

/** A chat takes about one message a second. */
const PACE_MS = 1000

/** Writes down what came of an attempt, unless the row has passed into other hands. */
export async function settleDelivery(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  row: DeliveryInHand,
  { verdict, reason, fileId = null, isPoison = false }: Settled,
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
    const { count } = await tx.deliveries.updateMany({
      where: { id: row.id, lease_owner: row.lease_owner },
      data: {
        ...outcome(row, verdict, now),
        lease_owner: null,
        lease_until: null,
        last_error: reason,
        tg_file_id: fileId,
      },
    })
    if (!count) return
    if (verdict.type === 'again') return
    await tx.$executeRaw`
      UPDATE deliveries SET not_before = greatest(not_before, ${new Date(now.getTime() + PACE_MS)})
      WHERE chat_id = ${row.chat_id} AND state = 'queued'`
    await settleDump(tx, parts.config, row.id)
    if (!isPoison) return
    // An alert of an alert would be as poisonous.
    const tells = String(row.chat_id ?? '') !== parts.config.ADMIN_CHAT_ID
    const begun = { why: reason ?? '', at: now, isMoment: true, tells }
    await openIncident(tx, parts.config, { kind: 'delivery', about: row.id, ...begun })
  })
}

function outcome(row: DeliveryInHand, verdict: Verdict, now: Date) {
  if (verdict.type !== 'again')
    return {
      state: verdict.type,
      secret_encrypted: null,
      finished_attempts: row.finished_attempts + 1,
      tg_message_id: row.tg_message_id,
      ...(verdict.type === 'sent' ? { sent_at: now } : {}),
    }
  const forget = verdict.forgetPlaceholder || row.tg_message_id === null
  return {
    state: forget ? 'queued' : 'placeholder',
    ...(forget ? { tg_message_id: null } : {}),
    not_before: new Date(now.getTime() + verdict.afterMs),
    // What is not counted was as if never tried.
    ...(verdict.counted
      ? { finished_attempts: row.finished_attempts + 1 }
      : { started_attempts: row.started_attempts - 1 }),
  }
}
