import { assembleDump } from '../../actions/assemble-dump.ts'
import { claimDump, DUMP_LEASE_MS } from '../../actions/claim-dump.ts'
import { clearLeftovers } from '../../actions/clear-leftovers.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { pullDump } from '../../actions/pull-dump.ts'
import { settlePulled } from '../../actions/settle-pulled.ts'
import { type Loop, startLoop } from './loop.ts'
import { whileLeased } from './while-leased.ts'
import type { WorkerParts } from './worker-parts.ts'

/** How often finished dumps are tidied and old ones removed. */
const TIDY_MS = 60_000
/** How often machines are asked what they still hold. */
const LEFTOVERS_MS = 3_600_000

/** Pulls and assembles dumps, two at a time: one that waits for a slow machine does not hold up the next. */
export function startDumps(parts: WorkerParts, worker: string): Loop {
  const loop = startLoop({ name: 'dumps', lanes: 2, log: parts.log, work: () => workOnDump(parts, worker) })
  const tidy = setInterval(() => void tidyUp(parts), TIDY_MS)
  const leftovers = setInterval(() => void putInOrder(parts, clearLeftovers), LEFTOVERS_MS)
  void tidyUp(parts).then(() => putInOrder(parts, clearLeftovers))
  return {
    wake: loop.wake,
    async stop() {
      clearInterval(tidy)
      clearInterval(leftovers)
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

const tidyUp = (parts: WorkerParts) =>
  putInOrder(parts, async () => {
    await settlePulled(parts)
    await expireDumps(parts)
  })

/** What fails is done at the next turn. */
async function putInOrder(parts: WorkerParts, work: (parts: WorkerParts) => Promise<void>): Promise<void> {
  await work(parts).catch(error =>
    parts.log.warn({ why: error instanceof Error ? error.message : String(error) }, 'tidying put off'),
  )
}
