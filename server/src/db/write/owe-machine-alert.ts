import type { Config } from '../../config.ts'
import { isDown, type MachineStanding } from '../../domain/machine.ts'
import type { Transaction } from '../client.ts'
import { oweAlert } from './owe-alert.ts'

const DAY_MS = 24 * 3_600_000

/** The administrators hear of a machine that stays away, once an incident, and of its return if they heard of that. */
export async function oweMachineAlert(
  tx: Transaction,
  config: Config,
  { id, before, standing, now }: { id: string; before: MachineStanding | null; standing: MachineStanding; now: Date },
): Promise<void> {
  const expiresAt = new Date(now.getTime() + DAY_MS)
  if (isDown(standing, now)) {
    const since = standing.failing_since?.toISOString() ?? ''
    await oweAlert(tx, config, {
      key: downKey(id, since),
      expiresAt,
      about: { about: 'machine_down', vm_id: id, since },
    })
  }
  if (!before?.failing_since || standing.failing_since) return
  const since = before.failing_since.toISOString()
  if (!(await tx.deliveries.findUnique({ where: { dedupe_key: downKey(id, since) } }))) return
  const about = { about: 'machine_back', vm_id: id, since, down: downKey(id, since) }
  await oweAlert(tx, config, { key: `machine_back:${id}:${since}`, expiresAt, about })
}

const downKey = (id: string, since: string) => `machine_down:${id}:${since}`
