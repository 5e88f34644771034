import { PACE_LOOKS_BACK_MS, paceOf, type Verdict } from '../../domain/delivery.ts'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
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
    if (row.chat_id !== null) await keepPace(tx, row.chat_id, now)
    await settleDump(tx, parts.config, row.id)
    if (!isPoison) return
    // An alert of an alert would be as poisonous.
    const tells = String(row.chat_id ?? '') !== parts.config.ADMIN_CHAT_ID
    const begun = { why: reason ?? '', at: now, isMoment: true, tells }
    await openIncident(tx, parts.config, { kind: 'delivery', about: row.id, ...begun })
  })
}

/** What waits in the chat waits as long as Telegram wants. A file is two messages: the line, and what it becomes. */
async function keepPace(tx: Transaction, chatId: bigint, now: Date): Promise<void> {
  const sent = await tx.deliveries.findMany({
    where: { chat_id: chatId, state: 'sent', sent_at: { gt: new Date(now.getTime() - PACE_LOOKS_BACK_MS) } },
    select: { kind: true, sent_at: true },
  })
  const written = sent.flatMap(({ kind, sent_at }) =>
    sent_at ? Array(kind === 'dump_part' ? 2 : 1).fill(sent_at) : [],
  )
  const wait = paceOf(chatId, written, now)
  if (wait > 0)
    await tx.$executeRaw`
      UPDATE deliveries SET not_before = greatest(not_before, ${new Date(now.getTime() + wait)})
      WHERE chat_id = ${chatId} AND state = 'queued'`
}

function outcome(row: DeliveryInHand, verdict: Verdict, now: Date) {
  if (verdict.type !== 'again')
    return {
      state: verdict.type,
      sealed: null,
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
