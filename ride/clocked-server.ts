import { readConfig } from '../server/src/config.ts'
import { readClock } from '../server/src/outside/clock.ts'
import { startServer } from '../server/src/server.ts'

/** The real server with a clock that whoever started it puts forward: an hour is not waited for. */
const shared = new SharedArrayBuffer(8)
const ahead = new Float64Array(shared)
const now = readClock(shared)
ahead[0] = Date.now() - now().getTime()
process.on('message', ({ minutes }: { minutes: number }) => {
  ahead[0] = (ahead[0] ?? 0) + minutes * 60_000
})

process.umask(0o077)
const server = await startServer(readConfig(), { clock: { shared, now, follow() {} } })
for (const name of ['SIGINT', 'SIGTERM', 'disconnect'] as const)
  process.once(name, () => void server.close().finally(() => process.exit(0)))
