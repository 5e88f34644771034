import { writeBackup } from '../../server/src/backup/write-backup.ts'
import { readConfig } from '../../server/src/config.ts'
import { reachDatabase } from '../../server/src/db/reach-database.ts'
import { openLog } from '../../server/src/log.ts'

const USAGE = `npm run backup -- <folder>   database, keys, dumps and recordings into <folder>/taxi-<time>.tar, also beside a running server.
                             The file holds the keys to everything in it, readable by you alone: keep it as you keep the data folder.`

const [folder] = process.argv.slice(2)
process.umask(0o077)
if (folder) await backup(folder)
else {
  console.error(USAGE)
  process.exitCode = 64
}

async function backup(into: string): Promise<void> {
  const config = readConfig()
  const database = await reachDatabase(config, openLog(config))
  try {
    console.log(await writeBackup({ config, databaseUrl: database.url }, into))
  } finally {
    await database.close()
  }
}
