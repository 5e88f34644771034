import { setTimeout as sleep } from 'node:timers/promises'
import type { GuacClient } from '../server/src/testing/guac-client.ts'
import { openField } from '../server/src/testing/screen-field.ts'
import { type BenchOptions, type Figure, tenth } from './figure.ts'
import { type DeskBench, SESSIONS } from './open-desk-bench.ts'
import { childrenOf, cpuOf, listenerOn, pssOf } from './processes.ts'

const SETTLE_MS = 5_000
const bench = 'desk'

/** What twenty desks that merely stand there cost: guacd and the server with all their processes. */
export async function idleMemory(desk: DeskBench, { keep }: BenchOptions): Promise<Figure[]> {
  const field = keep(await openField(desk.screen))
  const guacd = listenerOn(desk.guacdPort)
  const tunnelBefore = pssOf(desk.tunnelPid)
  const guacdBefore = total([guacd, ...childrenOf(guacd)])
  const clients: GuacClient[] = []
  for (let session = 0; session < SESSIONS; session++) {
    const client = (await desk.ours(session)).open()
    await client.picture(20_000)
    clients.push(client)
  }
  await sleep(SETTLE_MS)
  const carriers = [guacd, ...childrenOf(guacd)]
  const ofGuacd = total(carriers) - guacdBefore
  // What the tunnel's process gave back meanwhile is not these desks' merit.
  const ofTunnel = Math.max(0, pssOf(desk.tunnelPid) - tunnelBefore)
  const value = tenth((ofGuacd + ofTunnel) / SESSIONS)
  const during = [desk.tunnelPid, ...carriers]
  const cpuBefore = during.reduce((sum, pid) => sum + cpuOf(pid), 0)
  await sleep(SETTLE_MS)
  const cpu = (during.reduce((sum, pid) => sum + cpuOf(pid), 0) - cpuBefore) / SETTLE_MS
  for (const client of clients) client.close()
  await Promise.all(clients.map(client => client.closed))
  await field.close()
  return [
    {
      bench,
      what: `an idle desk at 1280 × 800, of ${SESSIONS}`,
      value,
      unit: 'MB',
      yardstick: null,
      target: '<= 25',
      ok: value <= 25,
      seen: `guacd ${tenth(ofGuacd)} MB and the tunnel ${tenth(ofTunnel)} MB for all, ${during.length} processes; ${tenth((100 * cpu) / SESSIONS)} % of a core each`,
    },
  ]
}

const total = (pids: number[]) => pids.reduce((sum, pid) => sum + pssOf(pid), 0)
