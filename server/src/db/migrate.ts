import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { projectRoot } from '../config.ts'

export interface Migration {
  name: string
  sql: string
  checksum: string
}

interface Applied {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
}

/** The lock `prisma migrate` takes as well: two servers, or a server and Prisma, never migrate at once. */
const PRISMA_LOCK = 72707369

/** The table as Prisma makes it, so that `prisma migrate status` agrees. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/** Brings the database to today's tables; each migration is one transaction. Harmless when there is nothing to do. */
export async function migrate(url: string, log: Logger, migrations = migrationsIn()): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query("SET client_min_messages = 'warning'")
    await client.query(TABLE)
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at',
    )
    const applied = rows.filter(row => !row.rolled_back_at)
    refuseWhatDiffers(applied, migrations)
    for (const migration of migrations) {
      if (applied.some(row => row.migration_name === migration.name)) continue
      await apply(client, migration)
      log.info({ migration: migration.name }, 'database migrated')
    }
  } finally {
    await client.end()
  }
}

/** The migrations of the project, oldest first. */
export function migrationsIn(folder = join(projectRoot, 'prisma/migrations')): Migration[] {
  return readdirSync(folder)
    .sort()
    .map(name => ({ name, file: join(folder, name, 'migration.sql') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

function refuseWhatDiffers(applied: Applied[], migrations: Migration[]): void {
  for (const row of applied) {
    const name = row.migration_name
    if (!row.finished_at)
      throw new Error(
        `Migration ${name} failed half-way. Mend the database, then run \`npx prisma migrate resolve --applied ${name}\` (or --rolled-back), and start again.`,
      )
    const here = migrations.find(migration => migration.name === name)
    if (!here)
      throw new Error(
        `The database knows migration ${name}, this version of Taxi does not: start the newer version, or restore the backup made before it.`,
      )
    if (here.checksum !== row.checksum)
      throw new Error(
        `Migration ${name} was changed after this database had run it. Put the file back as it was (\`git log -- prisma/migrations/${name}\`) and write a new migration instead.`,
      )
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    const started = new Date()
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), checksum, name, started],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw new Error(`Migration ${name} failed and left nothing behind: ${(error as Error).message}`, { cause: error })
  }
}
