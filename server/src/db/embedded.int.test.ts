import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { identityOf } from '../outside/alive.ts'
import { until } from '../testing/until.ts'
import { openDatabase } from './embedded.ts'

const log = pino({ level: 'silent' })
let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'taxi-embedded-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const open = () => openDatabase({ DATABASE_URL: '', dataDir }, log)

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const postmaster = () => Number(readFileSync(join(dataDir, 'database/cluster/postmaster.pid'), 'utf8').split('\n')[0])

/** A server in a process of its own, for killing. */
async function otherServer(): Promise<ChildProcess> {
  const program = `
    import { pino } from 'pino'
    import { openDatabase } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
    await openDatabase({ DATABASE_URL: '', dataDir: ${JSON.stringify(dataDir)} }, pino({ level: 'silent' }))
    console.log('running')`
  const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise(resolve => server.stdout?.once('data', resolve))
  return server
}

test('what was written is there at the next start, on the same port, and nothing runs in between', async () => {
  const first = await open()
  await ask(first.url, "CREATE TABLE notes AS SELECT 'привет' AS note")
  const pid = postmaster()
  await first.close()
  assert.equal(identityOf(pid), '')

  const second = await open()

  assert.equal(second.url, first.url)
  assert.deepEqual(await ask(second.url, 'SELECT note FROM notes'), [{ note: 'привет' }])
  await second.close()
})

test('the password of the database is made once and readable by the server alone', async () => {
  const database = await open()

  assert.equal(statSync(join(dataDir, 'secrets/database.password')).mode & 0o777, 0o600)
  const password = new URL(database.url).password
  assert.ok(password.length >= 32)
  await assert.rejects(ask(database.url.replace(password, 'guess'), 'SELECT 1'), /password authentication failed/)
  await database.close()
  assert.deepEqual(
    readdirSync(join(dataDir, 'database')).filter(name => name.endsWith('.password')),
    [],
  )
})

test('a database that is killed comes back on its port', async () => {
  const database = await open()
  const pid = postmaster()

  process.kill(pid, 'SIGKILL')
  await until('the database answers', async () => (await ask(database.url, 'SELECT 1').catch(() => [])).length === 1)

  assert.notEqual(postmaster(), pid)
  await database.close()
})

test('a server that was killed leaves no database running, and the next one starts', async () => {
  const server = await otherServer()
  const pid = postmaster()
  assert.notEqual(identityOf(pid), '')

  server.kill('SIGKILL')
  await until('it is gone', () => identityOf(pid) === '')

  const database = await open()
  assert.equal((await ask(database.url, 'SELECT 1')).length, 1)
  await database.close()
})

test('a second server on the same data folder is refused with the way out', async () => {
  const server = await otherServer()

  await assert.rejects(open(), /Another Taxi server \(process \d+\) uses this data folder.*TAXI_DATA_DIR/)

  const gone = new Promise(resolve => server.once('exit', resolve))
  const pid = postmaster()
  server.kill('SIGKILL')
  await gone
  await until('it is gone', () => identityOf(pid) === '')
})

test('a stale pid file whose number belongs to somebody else does not stop the start', async () => {
  await (await open()).close()
  writeFileSync(join(dataDir, 'database/cluster/postmaster.pid'), `${process.pid}\n/elsewhere\n`)

  const database = await open()

  assert.equal((await ask(database.url, 'SELECT 1')).length, 1)
  await database.close()
})

test('a given database is used as it is', async () => {
  const url = 'postgresql://taxi:secret@db.internal:5432/taxi'

  assert.equal((await openDatabase({ DATABASE_URL: url, dataDir }, log)).url, url)
})
