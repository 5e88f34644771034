import type { DumpProgress } from '@taxi/contract/dumps.ts'
import type { Config } from '../../config.ts'
import { dumpAfter } from '../../domain/delivery.ts'
import type { Transaction } from '../client.ts'
import { oweUndelivered } from './owe-undelivered.ts'

/** After a delivery came to its end: once none is on its way any more, its dump is delivered, or kept when one failed. */
export async function settleDump(tx: Transaction, config: Config, deliveryId: string): Promise<void> {
  const { dump_id } = await tx.deliveries.findUniqueOrThrow({ where: { id: deliveryId }, select: { dump_id: true } })
  if (!dump_id) return
  // Two deliveries ending at once must not both see the other as under way.
  await tx.$queryRaw`SELECT id FROM dumps WHERE id = ${dump_id}::uuid FOR UPDATE`
  const deliveries = await tx.deliveries.findMany({ where: { dump_id }, select: { state: true } })
  const state = dumpAfter(deliveries)
  if (!state) return tellProgress(tx, dump_id, deliveries)
  const { count } = await tx.dumps.updateMany({ where: { id: dump_id, state: 'ready' }, data: { state } })
  if (!count) return
  const { session_id } = await tx.dumps.findUniqueOrThrow({ where: { id: dump_id } })
  if (state === 'delivered') await tx.sessions.update({ where: { id: session_id }, data: { dump_sent: true } })
  else await oweUndelivered(tx, config, dump_id)
  await tx.announce({ about: 'dump', id: dump_id })
  await tx.announce({ about: 'session', id: session_id })
}

async function tellProgress(tx: Transaction, id: string, deliveries: { state: string }[]): Promise<void> {
  const done = deliveries.filter(delivery => delivery.state === 'sent').length
  const progress: DumpProgress = { stage: 'sending', done, total: deliveries.length }
  const { count } = await tx.dumps.updateMany({ where: { id, state: 'ready' }, data: { progress } })
  if (count) await tx.announce({ about: 'dump', id })
}
