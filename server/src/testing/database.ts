import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { type Change, changeOf, connect, type Db } from '../db/client.ts'
import { assertInvariants } from '../db/invariants.ts'
import { migrate, migrationsIn } from '../db/migrate.ts'
import { type Postgres, startPostgres } from '../db/postgres.ts'
import { signal } from '../outside/process.ts'

export interface TestDatabase {
  url: string
  db: Db
  change: Change
  close(): Promise<void>
}

const quiet = pino({ level: 'silent' })
/** Nothing in a test database needs to survive a power cut. */
const HASTY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']

/** A migrated, empty database of one's own on a real PostgreSQL, in milliseconds: a copy of a prepared one. */
export async function openTestDatabase(sessionsPerPerson?: number): Promise<TestDatabase> {
  const server = await serverUrl()
  const template = await prepareTemplate(server)
  const name = `taxi_test_${randomBytes(6).toString('hex')}`
  await ask(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = inDatabase(server, name)
  const db = connect(url, 10, { sessionsPerPerson })
  return {
    url,
    db,
    change: changeOf(db),
    async close() {
      await db.$disconnect()
      await withClient(url, assertInvariants).catch(fail)
      await ask(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

/** A database without a single table, for whoever brings its own. */
export async function openEmptyDatabase(): Promise<Pick<TestDatabase, 'url' | 'close'>> {
  const server = await serverUrl()
  const name = `taxi_test_${randomBytes(6).toString('hex')}`
  await ask(server, `CREATE DATABASE ${name}`)
  const close = async () => void (await ask(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  return { url: inDatabase(server, name), close }
}

/** A PostgreSQL for tests in a temporary folder; `npm test` starts one for all files and names it in TAXI_TEST_DATABASE_URL. */
export async function startTestPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-test-postgres-'))
  const password = randomBytes(12).toString('hex')
  const postgres = await startPostgres({ folder, password, log: quiet, settings: HASTY, background: true })
  const close = async () => {
    process.off('exit', endAtOnce)
    await postgres.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const endAtOnce = () => {
    signal(postgres.pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', endAtOnce)
  return { ...postgres, close }
}

/** Thrown here it would keep the rest of the test’s world from closing: the file is told to fail instead. */
function fail(error: unknown): void {
  console.error(error)
  process.exitCode = 1
}

let own: Promise<Postgres> | undefined
async function serverUrl(): Promise<string> {
  const shared = process.env.TAXI_TEST_DATABASE_URL
  if (shared) return shared
  own ??= startTestPostgres()
  return (await own).url
}

let prepared: Promise<string> | undefined
/** Named after the migrations, so that a changed migration makes a new one; made under a lock, since every test file is a process. */
function prepareTemplate(server: string): Promise<string> {
  prepared ??= (async () => {
    const migrations = migrationsIn()
    const checksum = createHash('sha256').update(migrations.map(m => m.checksum).join())
    const name = `taxi_template_${checksum.digest('hex').slice(0, 12)}`
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    try {
      await client.query("SELECT pg_advisory_lock(hashtext('taxi_template'))")
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
      if (found.rowCount) return name
      const making = `${name}_making`
      await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`)
      await client.query(`CREATE DATABASE ${making}`)
      await migrate(inDatabase(server, making), quiet, migrations)
      await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`)
      return name
    } finally {
      await client.end()
    }
  })()
  return prepared
}

const ask = (url: string, sql: string) => withClient(url, client => client.query(sql))

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function inDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
