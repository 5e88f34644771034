import { randomUUID } from 'node:crypto'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
import { oweAlert } from './owe-alert.ts'

const NEWS_MS = 3_600_000

/** The administrators' chat is shown a machine's screen, once for every asking. */
export async function oweLook(
  tx: Transaction,
  { config, now }: Pick<Parts, 'config' | 'now'>,
  { machineId, afterMs = 0 }: { machineId: string; afterMs?: number },
): Promise<void> {
  const at = now().getTime()
  await oweAlert(tx, config, {
    key: `look:${machineId}:${randomUUID()}`,
    expiresAt: new Date(at + NEWS_MS),
    about: { about: 'look', machine_id: machineId },
    notBefore: new Date(at + afterMs),
  })
}
