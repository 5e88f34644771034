import { access, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Logger } from 'pino'
import { expireDumps } from '../actions/expire-dumps.ts'
import { expireRecordings } from '../actions/expire-recordings.ts'
import type { Config } from '../config.ts'
import { changeOf, connect } from '../db/client.ts'
import { openDatabase } from '../db/embedded.ts'
import { assertInvariants } from '../db/invariants.ts'
import { verifyAudit } from '../db/read/verify-audit.ts'
import { emptyDump } from '../db/write/empty-dump.ts'
import { dumpFolder } from '../dump/folders.ts'
import type { Parts } from '../parts.ts'
import { openBackup } from './read-backup.ts'
import { settleRestored } from './settle-restored.ts'

export interface Restored {
  /** The moment the backup shows. */
  at: string
  people: number
  dumps: number
  /** Dumps that are over by now, or whose files were let go while the backup was written. */
  gone: number
}

/**
 * Brings a backup back into an empty data folder (and an empty database, when DATABASE_URL names one), and checks it: the rows’ promises,
 * the audit log's chain. What has expired since goes at once. `moved`: nothing ran since the backup, so
 * all goes on where it was. A restore that fails leaves the folder as empty as it was.
 */
export async function restore(config: Config, file: string, log: Logger, { moved = false } = {}): Promise<Restored> {
  const backup = await openBackup(file, config.dataDir)
  try {
    const restored = await readBack(config, log, backup, moved)
    await backup.close()
    return restored
  } catch (error) {
    for (const name of await readdir(config.dataDir))
      await rm(join(config.dataDir, name), { recursive: true, force: true })
    throw error
  }
}

type Backup = Awaited<ReturnType<typeof openBackup>>

async function readBack(config: Config, log: Logger, backup: Backup, moved: boolean): Promise<Restored> {
  const database = await openDatabase(config, log)
  try {
    await backup.readInto(database.url, log)
    const db = connect(database.url, 2)
    const parts = { config, db, change: changeOf(db), now: () => new Date(), log }
    const { at } = backup.manifest
    await settleRestored(parts, { at, moved })
    const living = await db.dumps.count({ where: { state: { not: 'expired' } } })
    await letGo(parts)
    await insistOnTruth(database.url, parts)
    const dumps = await db.dumps.count({ where: { state: { not: 'expired' } } })
    const restored = { at, people: await db.people.count(), dumps, gone: living - dumps }
    await db.$disconnect()
    return restored
  } finally {
    await database.close()
  }
}

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

async function letGo(parts: Needs): Promise<void> {
  const finished = await parts.db.dumps.findMany({ where: { state: { in: ['ready', 'kept', 'delivered'] } } })
  for (const { id, session_id } of finished) {
    const isThere = await access(dumpFolder(parts.config, id)).then(
      () => true,
      () => false,
    )
    if (!isThere) await parts.change(tx => emptyDump(tx, { id, session_id, deletedAt: null }))
  }
  await expireDumps(parts)
  await expireRecordings(parts)
}

async function insistOnTruth(url: string, { db }: Pick<Needs, 'db'>): Promise<void> {
  const audit = await verifyAudit(db)
  if (!audit.ok)
    throw new Error(`The audit log of the backup does not hold together (${audit.why}, row ${audit.broken_at}).`)
  const client = new Client({ connectionString: url })
  await client.connect()
  await assertInvariants(client).finally(() => client.end())
}
