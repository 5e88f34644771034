import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, test } from 'node:test'
import { pino } from 'pino'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { type Migration, migrate, migrationsIn } from './migrate.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
})
const records = () =>
  database.db.$queryRaw<{ migration_name: string; checksum: string; finished_at: Date | null; logs: string | null }[]>`
    SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations ORDER BY started_at`

test('migrating twice is harmless', async () => {
  await migrate(database.url, log)
  await migrate(database.url, log)

  const rows = await records()
  assert.deepEqual(
    rows.map(row => [row.migration_name, row.checksum]),
    migrationsIn().map(known => [known.name, known.checksum]),
  )
  assert.ok(rows.every(row => row.finished_at !== null && row.logs === null))
})

test('two servers that start at once migrate once', async () => {
  const next = migration('29990101000000_next', 'CREATE TABLE next (id int)')

  await Promise.all([1, 2, 3].map(() => migrate(database.url, log, [...migrationsIn(), next])))

  assert.equal((await records()).filter(row => row.migration_name === next.name).length, 1)
})

test('a migration that fails leaves nothing behind and says why', async () => {
  const bad = migration('29990101000000_bad', 'CREATE TABLE half (id int); SELECT nonsense;')

  await assert.rejects(migrate(database.url, log, [...migrationsIn(), bad]), /29990101000000_bad failed.*nonsense/)

  assert.equal((await records()).length, migrationsIn().length)
  const [found] = await database.db.$queryRaw<{ half: string | null }[]>`SELECT to_regclass('half')::text AS half`
  assert.equal(found?.half, null)
})

test('a migration that was changed after it ran is refused', async () => {
  const changed = migrationsIn().map(known => migration(known.name, `${known.sql}-- and more`))

  await assert.rejects(migrate(database.url, log, changed), /was changed after this database had run it/)
})

test('a database of a newer version is refused', async () => {
  await migrate(database.url, log, [...migrationsIn(), migration('29990101000000_next', 'SELECT 1')])

  await assert.rejects(migrate(database.url, log), /start the newer version/)
})

test('a migration that Prisma left half-way is refused', async () => {
  await database.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL, logs = 'no'`

  await assert.rejects(migrate(database.url, log), /failed half-way/)
})

test('a migration that was rolled back is run again', async () => {
  const next = migration('29990101000000_next', 'CREATE TABLE next (id int)')
  await database.db.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, rolled_back_at) VALUES ('1', 'x', ${next.name}, now())`

  await migrate(database.url, log, [...migrationsIn(), next])

  assert.equal((await records()).filter(row => row.finished_at && row.migration_name === next.name).length, 1)
})
