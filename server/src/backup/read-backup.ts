import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Logger } from 'pino'
import { type Migration, migrate, migrationsIn } from '../db/migrate.ts'
import { BackupManifest } from './manifest.ts'
import { copyCommand } from './tables.ts'
import { tar } from './tar.ts'

/** An opened backup, its data laid into the data folder; the database is still to be read. */
export interface OpenBackup {
  manifest: BackupManifest
  /** Reads the rows into an empty database, and brings that to today's tables. */
  readInto(databaseUrl: string, log: Logger): Promise<void>
  close(): Promise<void>
}

/** Unpacks a backup into a data folder that is still empty. Throws a sentence when it is no backup, or not for this version. */
export async function openBackup(file: string, dataDir: string): Promise<OpenBackup> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if ((await readdir(dataDir)).length)
    throw new Error(`${dataDir} is not empty. Move it away, or set TAXI_DATA_DIR to an empty folder.`)
  const staging = await mkdtemp(join(dataDir, '.restoring-'))
  try {
    await tar(['-xpf', resolve(file), '-C', staging])
    const manifest = await readManifest(staging)
    const migrations = migrationsOf(manifest)
    for (const name of await readdir(staging))
      if (name !== 'manifest.json' && name !== 'database') await rename(join(staging, name), join(dataDir, name))
    return {
      manifest,
      readInto: (url, log) => readDatabase({ url, log, staging, manifest, migrations }),
      close: () => rm(staging, { recursive: true, force: true }),
    }
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    throw error
  }
}

async function readManifest(staging: string): Promise<BackupManifest> {
  const text = await readFile(join(staging, 'manifest.json'), 'utf8').catch(() => 'null')
  const read = BackupManifest.safeParse(JSON.parse(text))
  if (!read.success) throw new Error('This is no backup of Taxi: it does not begin with a manifest.')
  return read.data
}

/** Rows are read into the tables they were taken from; what came later changes them as it changed them then. */
function migrationsOf({ migrations }: BackupManifest): Migration[] {
  const known = migrationsIn()
  const newer = migrations.find(name => !known.some(migration => migration.name === name))
  if (newer)
    throw new Error(`The backup knows migration ${newer}, this version of Taxi does not: use the newer version.`)
  return known.filter(({ name }) => migrations.includes(name))
}

interface Reading {
  url: string
  log: Logger
  staging: string
  manifest: BackupManifest
  migrations: Migration[]
}

async function readDatabase({ url, log, staging, manifest, migrations }: Reading): Promise<void> {
  await insistOnEmpty(url)
  await migrate(url, log, migrations)
  await withClient(url, async client => {
    await client.query('BEGIN')
    for (const table of manifest.tables) {
      const file = join(staging, 'database', `${table.name}.copy.gz`)
      const taken = client.query(copyFrom(copyCommand(table, 'FROM STDIN')))
      await pipeline(createReadStream(file), createGunzip(), taken)
      if (taken.rowCount !== table.rows)
        throw new Error(`${table.name} has ${taken.rowCount} rows, the backup speaks of ${table.rows}.`)
    }
    await countOn(client)
    await client.query('COMMIT')
  })
  await migrate(url, log)
}

async function insistOnEmpty(url: string): Promise<void> {
  const found = await withClient(url, client =>
    client.query(`SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LIMIT 1`),
  )
  if (found.rowCount) throw new Error('The database of DATABASE_URL is not empty: give it an empty one.')
}

/** Counters go on after the highest number they gave. */
async function countOn(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; counter: string }>(
    `SELECT table_name AS table, column_name AS column, pg_get_serial_sequence(quote_ident(table_name), column_name) AS counter
     FROM information_schema.columns
     WHERE table_schema = 'public' AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL`,
  )
  for (const { table, column, counter } of rows)
    await client.query(
      `SELECT setval('${counter}', max("${column}")) FROM "${table}" HAVING max("${column}") IS NOT NULL`,
    )
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'taxi restore' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
