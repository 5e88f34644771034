import { assembleDump } from '../../actions/assemble-dump.ts'
import { claimDump, DUMP_LEASE_MS } from '../../actions/claim-dump.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { pullDump } from '../../actions/pull-dump.ts'
import { settlePulled } from '../../actions/settle-pulled.ts'
import { type Loop, startLoop } from './loop.ts'
import { whileLeased } from './while-leased.ts'
import type { WorkerParts } from './worker-parts.ts'

/** How often finished dumps are tidied and old ones removed. */
const TIDY_MS = 60_000

/** Pulls and assembles dumps, two at a time: one that waits for a slow machine does not hold up the next. */
export function startDumps(parts: WorkerParts, worker: string): Loop {
  const loop = startLoop({ name: 'dumps', lanes: 2, log: parts.log, work: () => workOnDump(parts, worker) })
  const tidy = setInterval(() => void tidyUp(parts), TIDY_MS)
  void tidyUp(parts)
  return {
    wake: loop.wake,
    async stop() {
      clearInterval(tidy)
      await loop.stop()
    },
  }
}

/** One step of one dump; false when none waits. */
export async function workOnDump(parts: WorkerParts, worker: string): Promise<boolean> {
  const dump = await claimDump(parts, worker)
  if (!dump) return false
  const renew = () =>
    parts.db.dumps.updateMany({
      where: { id: dump.id, lease_owner: dump.lease_owner },
      data: { lease_until: new Date(parts.now().getTime() + DUMP_LEASE_MS) },
    })
  await whileLeased(renew, () => (dump.state === 'assembling' ? assembleDump(parts, dump) : pullDump(parts, dump)))
  if (dump.state === 'assembling') await tidyUp(parts)
  return true
}

async function tidyUp(parts: WorkerParts): Promise<void> {
  try {
    await settlePulled(parts)
    await expireDumps(parts)
  } catch (error) {
    parts.log.warn({ why: error instanceof Error ? error.message : String(error) }, 'tidying put off')
  }
}
