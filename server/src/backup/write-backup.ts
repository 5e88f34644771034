import { createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Config } from '../config.ts'
import type { BackupManifest } from './manifest.ts'
import { copyCommand, readTables } from './tables.ts'
import { tar } from './tar.ts'

interface Source {
  config: Pick<Config, 'dataDir'>
  databaseUrl: string
}

/** The folders of the data folder that nothing else could give back. Of machines on this computer what was sealed, never a profile. */
const FOLDERS = ['secrets', 'dumps', 'journal', 'recordings', 'practice']

/**
 * Writes `<folder>/taxi-<time>.tar`, readable by its owner alone, beside a running server: the database as it was at one moment,
 * then the files its rows speak of. A file that came later belongs to no row and is swept after a restore; one that went
 * meanwhile was let go. Answers with the path.
 */
export async function writeBackup({ config, databaseUrl }: Source, folder: string): Promise<string> {
  const target = resolve(folder)
  await mkdir(target, { recursive: true, mode: 0o700 })
  const staging = await mkdtemp(join(target, '.taxi-backup-'))
  try {
    const { at } = await writeDatabase(databaseUrl, staging)
    const file = join(target, `taxi-${at.replace(/[-:]|\.\d+/g, '')}.tar`)
    const making = join(staging, 'making.tar')
    const data = ['-C', config.dataDir, ...(await foldersIn(config.dataDir))]
    await tar(['-cf', making, '-C', staging, 'manifest.json', 'database', ...data], { mayChange: true })
    await chmod(making, 0o600)
    // Only a whole backup ever has the name of one.
    await rename(making, file)
    return file
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function foldersIn(dataDir: string): Promise<string[]> {
  const machines = await readdir(join(dataDir, 'machines')).catch(() => [])
  const wanted = [...FOLDERS, ...machines.map(id => join('machines', id, 'sealed'))]
  const there = await Promise.all(wanted.map(name => stat(join(dataDir, name)).then(Boolean, () => false)))
  return wanted.filter((_, n) => there[n])
}

async function writeDatabase(url: string, staging: string): Promise<BackupManifest> {
  const client = new Client({ connectionString: url, application_name: 'taxi backup' })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ at: Date }>('SELECT now() AS at')
    const migrations = await client.query<{ name: string }>(
      `SELECT migration_name AS name FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    )
    await mkdir(join(staging, 'database'))
    const tables: BackupManifest['tables'] = []
    for (const table of await readTables(client)) {
      const said = client.query(copyTo(copyCommand(table, 'TO STDOUT')))
      const file = createWriteStream(join(staging, 'database', `${table.name}.copy.gz`), { mode: 0o600 })
      await pipeline(said, createGzip({ level: 1 }), file)
      tables.push({ ...table, rows: said.rowCount ?? 0 })
    }
    const at = (rows[0]?.at ?? new Date()).toISOString()
    const manifest: BackupManifest = {
      format: 'taxi-backup/1',
      at,
      migrations: migrations.rows.map(({ name }) => name),
      tables,
    }
    await writeFile(join(staging, 'manifest.json'), JSON.stringify(manifest, null, 2), { mode: 0o600 })
    return manifest
  } finally {
    await client.end()
  }
}
