import { randomUUID } from 'node:crypto'
import type { Parts } from '../parts.ts'

/** A delivery in this worker's hands; every later write is bound to `lease_owner`. */
export interface ClaimedDelivery {
  id: string
  kind: string
  person_id: string | null
  /** Where in Telegram, or the address of a letter: one of the two. */
  chat_id: bigint | null
  email: string | null
  payload: unknown
  secret_encrypted: string | null
  state: string
  lease_owner: string
  started_attempts: number
  finished_attempts: number
  tg_message_id: bigint | null
  created_at: Date
  expires_at: Date | null
}

export const DELIVERY_LEASE_MS = 10_000

/** How long until a delivery that waited for its time at the last look is due, milliseconds; false when none did. */
export async function nextDeliveryIn({ db, now }: Pick<Parts, 'db' | 'now'>, looked: Date): Promise<number | false> {
  const next = await db.deliveries.findFirst({
    where: { state: { in: ['queued', 'placeholder'] }, lease_owner: null, not_before: { gt: looked } },
    orderBy: { not_before: 'asc' },
    select: { not_before: true },
  })
  return next ? Math.max(0, next.not_before.getTime() - now().getTime()) : false
}

/**
 * Takes the delivery that is next by a way there is: in each chat the first one still owed, never two of a chat at a time.
 * One that waits for its time holds those behind it, so that a chat reads in order. Letters have no order.
 */
export async function claimDelivery(
  parts: Pick<Parts, 'config' | 'db' | 'now'>,
  worker: string,
): Promise<ClaimedDelivery | null> {
  const now = parts.now()
  const until = new Date(now.getTime() + DELIVERY_LEASE_MS)
  const owner = `${worker}/${randomUUID()}`
  const [claimed] = await parts.db.$queryRaw<ClaimedDelivery[]>`
    UPDATE deliveries SET
      state = CASE WHEN state = 'queued' THEN 'leased' ELSE state END,
      lease_owner = ${owner}, lease_until = ${until}, started_attempts = started_attempts + 1
    WHERE id = (
      SELECT d.id FROM deliveries d
      WHERE d.state IN ('queued', 'leased', 'placeholder') AND d.not_before <= ${now}
        AND (d.chat_id IS NOT NULL AND ${parts.config.TELEGRAM_BOT_TOKEN !== ''}
          OR d.email IS NOT NULL AND ${parts.config.SMTP_HOST !== ''})
        AND (d.lease_until IS NULL OR d.lease_until < ${now})
        AND NOT EXISTS (
          SELECT 1 FROM deliveries o
          WHERE o.chat_id = d.chat_id AND o.id <> d.id AND o.state IN ('queued', 'leased', 'placeholder')
            AND (o.lease_until >= ${now} OR (o.priority, -o.seq) > (d.priority, -d.seq)))
      ORDER BY d.priority DESC, d.seq FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING id, kind, person_id, chat_id, email, payload, secret_encrypted, state, lease_owner, started_attempts, finished_attempts,
      tg_message_id, created_at, expires_at`
  return claimed ?? null
}
