import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, quantile, tenth } from './figure.ts'
import { forkPart } from './fork-part.ts'
import { openBenchWorld } from './open-bench-world.ts'
import { processesOf, pssOf } from './processes.ts'

const STARTS = 5
const IDLE_MS = 5_000

/** How long a set-up server takes to be ready, and what it and its database weigh at rest. */
export const start: Bench = async ({ keep }) => {
  const world = await openBenchWorld(keep)
  const ours: number[] = []
  const plain: number[] = []
  for (let round = 0; round < STARTS; round++) {
    await world.stop()
    const began = performance.now()
    const bare = keep(forkPart<object, { port: number }>('bare-node.ts'))
    const { port } = await bare.ask({})
    await (await fetch(`http://127.0.0.1:${port}`)).text()
    plain.push(performance.now() - began)
    await bare.close()
    await world.start()
    ours.push(world.startedIn)
  }
  await sleep(IDLE_MS)
  const weighed = weighServer(world.dataDir)
  const bare = keep(forkPart<object, { port: number }>('bare-node.ts'))
  await bare.ask({})
  await sleep(IDLE_MS)
  const bareMegabytes = tenth(pssOf(bare.pid))

  const slowest = quantile(ours, 1)
  const together = tenth(weighed.server + weighed.database)
  const bench = 'start'
  return [
    {
      bench,
      what: 'server process to ready, on a data folder that is there (slowest)',
      value: slowest,
      unit: 'ms',
      yardstick: { what: 'a bare Node process to its first answer (slowest)', value: quantile(plain, 1) },
      target: '< 5000',
      ok: slowest < 5_000,
      seen: `${STARTS} starts: ${ours.join(', ')}; yardstick: ${plain.map(Math.round).join(', ')}`,
    },
    {
      bench,
      what: 'memory of server and database at rest (proportional set size)',
      value: together,
      unit: 'MB',
      yardstick: { what: 'a bare Node process', value: bareMegabytes },
      target: '< 250',
      ok: together < 250 && weighed.server > 0 && weighed.database > 0,
      seen: `server ${tenth(weighed.server)}, PostgreSQL ${tenth(weighed.database)} in ${weighed.databaseProcesses} processes, ${IDLE_MS / 1000} s after ready; guacd not counted`,
    },
  ]
}

function weighServer(dataDir: string) {
  const { server, database } = processesOf(dataDir)
  const sum = (pids: number[]) => pids.reduce((total, pid) => total + pssOf(pid), 0)
  return { server: sum(server), database: sum(database), databaseProcesses: database.length }
}
