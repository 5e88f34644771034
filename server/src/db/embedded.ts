import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { identityOf } from '../outside/alive.ts'
import { type Postgres, startPostgres } from './postgres.ts'

export interface Database {
  url: string
  close(): Promise<void>
}

const NAME = 'taxi'

/** The database of DATABASE_URL, or the one the server carries, in `<data>/database`. */
export async function openDatabase(config: Pick<Config, 'DATABASE_URL' | 'dataDir'>, log: Logger): Promise<Database> {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL, close: async () => {} }
  const folder = join(config.dataDir, 'database')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  claim(folder)
  const password = passwordIn(join(config.dataDir, 'secrets'))
  const start = () => startPostgres({ folder, password, log })
  const first = await start()
  await makeDatabase(first.url)
  const close = keepRunning(first, start, log)
  return { url: first.url.replace(/\/postgres$/, `/${NAME}`), close }
}

/** Two servers on one data folder would ruin it; a killed one's claim counts no more. */
function claim(folder: string): void {
  const pid = ownerOf(folder)
  if (pid)
    throw new Error(
      `Another Taxi server (process ${pid}) uses this data folder. Stop it with \`kill ${pid}\`, or set TAXI_DATA_DIR to another folder.`,
    )
  writeFileSync(join(folder, 'owner'), identityOf(process.pid))
}

/** The other process whose database runs in this folder; null when there is none. */
export function ownerOf(folder: string): number | null {
  const file = join(folder, 'owner')
  const owner = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const pid = Number.parseInt(owner, 10)
  return pid > 0 && pid !== process.pid && identityOf(pid) === owner ? pid : null
}

function passwordIn(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'database.password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${NAME}`)
  } finally {
    await client.end()
  }
}

/** Killed by the out-of-memory killer or by hand, the database comes back on the same port; pools reconnect by themselves. */
function keepRunning(first: Postgres, start: () => Promise<Postgres>, log: Logger): () => Promise<void> {
  let current = first
  let closing = false
  const watch = async () => {
    while (!closing) {
      const { code, signal } = await current.exited
      if (closing) return
      log.error({ code, signal, said: current.lastWords() }, 'the database stopped; starting it again')
      await sleep(500)
      current = await start()
      if (closing) await current.close()
    }
  }
  const watching = watch().catch(error => log.fatal({ error }, 'the database does not start again: restart the server'))
  return async () => {
    closing = true
    await current.close()
    await watching
  }
}
