import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { parentPort, threadId } from 'node:worker_threads'
import type { News } from '../../db/client.ts'
import type { Loop } from './loop.ts'
import { listenForWake } from './wake.ts'
import { openWorkerParts, type WorkerParts } from './worker-parts.ts'

type Job = Extract<News, { about: 'wake' }>['id']

/** Work that is longer than this at the end is cut; its lease runs out and the next worker repeats it. */
const PATIENCE_MS = 5_000

/** The life of a worker thread: parts, loop, ear; ends on `cancel`, giving back what it holds. */
export function runWorker(job: Job, start: (parts: WorkerParts, worker: string) => Loop, connections: number): void {
  const parts = openWorkerParts(connections)
  const worker = `${hostname()}/${process.pid}/${threadId}/${randomUUID().slice(0, 8)}`
  const loop = start(parts, worker)
  const ear = listenForWake(parts.databaseUrl, job, loop.wake, parts.log)

  parentPort?.on('message', async message => {
    if (message !== 'cancel') return
    await Promise.race([loop.stop(), new Promise(resolve => setTimeout(resolve, PATIENCE_MS))])
    await giveBack(parts, worker).catch(() => {})
    await ear.close()
    await parts.close().catch(() => {})
    process.exit(0)
  })
}

/** A worker that ends in order leaves no lease for the next one to wait for, and no attempt that looks like a crash. */
async function giveBack({ db, now }: WorkerParts, worker: string): Promise<void> {
  const mine = { lease_owner: { startsWith: `${worker}/` } }
  const nobody = { lease_owner: null, lease_until: null }
  await db.deliveries.updateMany({ where: mine, data: { ...nobody, started_attempts: { decrement: 1 } } })
  await db.dumps.updateMany({ where: mine, data: { ...nobody, not_before: now(), attempts: { decrement: 1 } } })
}
