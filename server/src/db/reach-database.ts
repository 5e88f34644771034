import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { type Database, openDatabase, ownerOf } from './embedded.ts'

/** The database of the server that is running on this data folder; when none is, opened for as long as it is needed. */
export async function reachDatabase(config: Pick<Config, 'DATABASE_URL' | 'dataDir'>, log: Logger): Promise<Database> {
  const folder = join(config.dataDir, 'database')
  if (config.DATABASE_URL || !ownerOf(folder)) return openDatabase(config, log)
  const password = readFileSync(join(config.dataDir, 'secrets', 'database.password'), 'utf8').trim()
  const port = readFileSync(join(folder, 'port'), 'utf8').trim()
  return { url: `postgresql://taxi:${password}@127.0.0.1:${port}/taxi`, close: async () => {} }
}
