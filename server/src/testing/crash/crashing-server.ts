import { fileURLToPath } from 'node:url'
import { readConfig } from '../../config.ts'
import { readClock } from '../../outside/clock.ts'
import { startServer } from '../../server.ts'
import { crashWhenArmed } from './crash-when-armed.ts'

// The real server, which dies where it is told to. Its clock runs ahead by as much as whoever started it says.
const shared = new SharedArrayBuffer(8)
const now = readClock(shared)
new Float64Array(shared)[0] = Date.now() - now().getTime() + Number(process.env.TAXI_AHEAD_MS ?? 0)
const job = (name: 'dumps' | 'deliveries') => ({
  name,
  path: fileURLToPath(new URL(`./crashing-${name}.ts`, import.meta.url)),
})

const server = await startServer(readConfig(process.env, '/nowhere'), {
  clock: { shared, now, follow() {} },
  faults: crashWhenArmed(),
  jobs: [job('dumps'), job('deliveries')],
})
process.once('SIGTERM', () => void server.close().finally(() => process.exit(0)))
