import { readConfig } from '../server/src/config.ts'
import { changeOf, connect } from '../server/src/db/client.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { reachDatabase } from '../server/src/db/reach-database.ts'
import { openLog } from '../server/src/log.ts'
import { loadSecrets } from '../server/src/outside/secrets.ts'
import type { Parts } from '../server/src/parts.ts'

/** What a command has that works on the server's rows, beside a running server or without one. */
export type CommandParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'secrets'>

export async function withParts(work: (parts: CommandParts) => Promise<void>): Promise<void> {
  const config = readConfig()
  const log = openLog(config)
  const database = await reachDatabase(config, log)
  const db = connect(database.url, 2)
  try {
    await migrate(database.url, log)
    await work({ config, db, change: changeOf(db), now: () => new Date(), secrets: loadSecrets(config.dataDir) })
  } finally {
    await db.$disconnect()
    await database.close()
  }
}
