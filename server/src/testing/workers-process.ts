import { pino } from 'pino'
import { readConfig } from '../config.ts'
import { startWorkers } from '../entrypoints/jobs/workers.ts'

// The worker threads in a process of their own, so that a test can kill it. Settings come from the environment.
const config = readConfig(process.env, '/nowhere')
const log = pino({ level: config.LOG_LEVEL })
const workers = await startWorkers({ config, log, databaseUrl: config.DATABASE_URL })
process.on('SIGTERM', () => void workers.close().then(() => process.exit(0)))
setInterval(() => {}, 60_000)
