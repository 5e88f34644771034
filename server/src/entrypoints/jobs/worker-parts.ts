import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import type { Config } from '../../config.ts'
import { changeOf, connect } from '../../db/client.ts'
import { readClock } from '../../outside/clock.ts'
import { createMachines } from '../../outside/machine/machines.ts'
import { createMail } from '../../outside/mail.ts'
import { loadSecrets } from '../../outside/secrets.ts'
import { withoutToken } from '../../outside/telegram.ts'
import type { Parts } from '../../parts.ts'

/** What a worker's actions are given: parts of its own, since it is a thread of its own. */
export type WorkerParts = Pick<
  Parts,
  'config' | 'db' | 'change' | 'now' | 'log' | 'machines' | 'mail' | 'secrets' | 'faults'
>

/** What the server hands to a worker when it starts it. */
export interface WorkerSettings {
  config: Config
  databaseUrl: string
  /** The server's clock; null: the computer's. */
  clock: SharedArrayBuffer | null
}

/** Opens the parts of the worker that this thread is. Its log lines travel to the server, which writes all of them. */
export function openWorkerParts(connections: number): WorkerParts & { databaseUrl: string; close(): Promise<void> } {
  const { config, databaseUrl, clock }: WorkerSettings = workerData
  const db = connect(databaseUrl, connections, { mails: config.SMTP_HOST !== '' })
  const log = pino({ level: config.LOG_LEVEL }, { write: line => parentPort?.postMessage({ log: withoutToken(line) }) })
  const secrets = loadSecrets(config.dataDir)
  const machines = createMachines({ config, db, secrets, log })
  return {
    config,
    databaseUrl,
    db,
    change: changeOf(db),
    now: clock ? readClock(clock) : () => new Date(),
    log,
    machines,
    mail: createMail(config),
    secrets,
    async close() {
      await machines.close()
      await db.$disconnect()
    },
  }
}
