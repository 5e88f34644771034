import { setTimeout as sleep } from 'node:timers/promises'
import { claimDelivery, DELIVERY_LEASE_MS, nextDeliveryIn } from '../../actions/claim-delivery.ts'
import { byMail, byTelegram } from '../../actions/notice-ways.ts'
import { sendDelivery } from '../../actions/send-delivery.ts'
import { sendNotice } from '../../actions/send-notice.ts'
import type { Telegram } from '../../outside/telegram.ts'
import { type Loop, startLoop } from './loop.ts'
import { whileLeased } from './while-leased.ts'
import type { WorkerParts } from './worker-parts.ts'

const LANES = 8
/** A bot says thirty things a second at most, to whomever: eight lanes stay below that. */
const LANE_PACE_MS = 280

/** Sends what is owed, to eight chats at a time; within a chat one after the other. */
export function startDeliveries(parts: WorkerParts, telegram: Telegram, worker: string, pollMs?: number): Loop {
  return startLoop({
    name: 'deliveries',
    lanes: LANES,
    log: parts.log,
    async work() {
      const paced = sleep(LANE_PACE_MS)
      const looked = parts.now()
      // A chat is written to once a second: its next message is waited for exactly.
      if (!(await workOnDelivery(parts, telegram, worker))) return nextDeliveryIn(parts, looked)
      await paced
      return true
    },
    ...(pollMs ? { pollMs } : {}),
  })
}

/** One attempt at one delivery; false when none is due. */
export async function workOnDelivery(parts: WorkerParts, telegram: Telegram, worker: string): Promise<boolean> {
  const row = await claimDelivery(parts, worker)
  if (!row) return false
  const renew = () =>
    parts.db.deliveries.updateMany({
      where: { id: row.id, lease_owner: row.lease_owner },
      data: { lease_until: new Date(parts.now().getTime() + DELIVERY_LEASE_MS) },
    })
  const way = row.email !== null && parts.mail ? byMail(parts.mail, parts) : byTelegram(telegram)
  await whileLeased(renew, () =>
    row.kind === 'notice' ? sendNotice(parts, way, row) : sendDelivery(parts, telegram, row),
  )
  return true
}
