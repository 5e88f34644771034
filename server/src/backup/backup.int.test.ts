import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { assembleDump } from '../actions/assemble-dump.ts'
import { claimDump } from '../actions/claim-dump.ts'
import { pullDump } from '../actions/pull-dump.ts'
import { type Config, projectRoot, readConfig } from '../config.ts'
import { connect, type Db } from '../db/client.ts'
import { newSignIn } from '../db/write/new-sign-in.ts'
import { dumpFolder } from '../dump/folders.ts'
import { loadSecrets } from '../outside/secrets.ts'
import { buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { openEmptyDatabase } from '../testing/database.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { restore } from './restore.ts'
import { writeBackup } from './write-backup.ts'

const quiet = pino({ level: 'silent' })
const DAY = 24 * 3_600_000
let world: DumpWorld
let folder: string
before(async () => {
  world = await openDumpWorld()
  folder = mkdtempSync(join(tmpdir(), 'taxi-backup-'))
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A dump that is finished; it ended so long ago. */
async function finished(endedAt = new Date()) {
  const left = await world.left({ chats: [aChat({ title: 'Договор' })], endedAt })
  for (const work of [pullDump, assembleDump]) {
    const claimed = await claimDump(world.parts, 'test')
    assert.ok(claimed)
    await work(world.parts, claimed)
  }
  return world.db.dumps.findUniqueOrThrow({ where: { session_id: left.session.id } })
}

const backup = () => writeBackup({ config: world.parts.config, databaseUrl: world.database.url }, folder)

/** Brought back elsewhere; what is there is looked at, then it is gone. */
async function broughtBack(
  file: string,
  look: (db: Db, config: Config) => Promise<void>,
  moved = false,
): Promise<void> {
  const database = await openEmptyDatabase()
  const dataDir = join(mkdtempSync(join(tmpdir(), 'taxi-restored-')), 'data')
  const config = { ...readConfig({}, '/nowhere'), dataDir, DATABASE_URL: database.url }
  try {
    await restore(config, file, quiet, { moved })
    const db = connect(database.url, 2)
    await look(db, config).finally(() => db.$disconnect())
  } finally {
    await database.close()
    rmSync(join(dataDir, '..'), { recursive: true, force: true })
  }
}

test('what a backup holds comes back: people, keys, dumps with their files; only its owner may read it', async () => {
  const dump = await finished()
  const person = await buildPerson(world.db, { name: 'Вера' })
  const sealed = world.parts.secrets.seal('тайна', `people.totp_secret.${person.id}`)

  const file = await backup()

  assert.equal(statSync(file).mode & 0o777, 0o600)
  await broughtBack(file, async (db, config) => {
    assert.equal((await db.people.findUniqueOrThrow({ where: { id: person.id } })).name, 'Вера')
    assert.equal(loadSecrets(config.dataDir).open(sealed, `people.totp_secret.${person.id}`), 'тайна')
    assert.equal((await db.dumps.findUniqueOrThrow({ where: { id: dump.id } })).state, dump.state)
    assert.ok(existsSync(join(dumpFolder(config, dump.id), 'index.html')))
    const next = await buildSlot(db, { slot_number: 7_777 })
    assert.equal(next.slot_number, 7_777)
  })
})

test('a dump whose days are over since the backup does not come back, nor do its files', async () => {
  const dump = await finished()
  const file = await backup().then(async written => {
    await world.db.dumps.update({ where: { id: dump.id }, data: { expires_at: new Date(Date.now() + 300) } })
    rmSync(written)
    return backup()
  })
  await new Promise(resolve => setTimeout(resolve, 400))

  await broughtBack(file, async (db, config) => {
    assert.equal((await db.dumps.findUniqueOrThrow({ where: { id: dump.id } })).state, 'expired')
    assert.ok(!existsSync(dumpFolder(config, dump.id)))
    assert.equal(await db.chats.count({ where: { session_id: dump.session_id } }), 0)
  })
})

test('the command brings a backup back into a data folder that nothing was ever in', async () => {
  const file = await backup()
  const database = await openEmptyDatabase()
  const root = mkdtempSync(join(tmpdir(), 'taxi-restored-'))
  try {
    const command = join(projectRoot, 'scripts/backup/restore.ts')
    const env = { ...process.env, TAXI_DATA_DIR: join(root, 'data'), DATABASE_URL: database.url }
    const { stdout } = await promisify(execFile)(process.execPath, [command, file], { env })

    assert.match(stdout, /The rows and the audit log are in order\./)
  } finally {
    await database.close()
    rmSync(root, { recursive: true, force: true })
  }
})

test('nothing that may have been sent since is sent again; it can be sent from the portal', async () => {
  const dump = await finished()
  const row = { kind: 'dump_part', chat_id: 1n, payload: { dump_id: dump.id, part: 0 }, dump_id: dump.id }
  await world.db.dumps.update({ where: { id: dump.id }, data: { state: 'ready' } })
  await world.db.deliveries.createMany({
    data: [
      { ...row, dedupe_key: 'one', state: 'queued' },
      { ...row, dedupe_key: 'two', state: 'leased', lease_owner: 'a dead server', lease_until: new Date() },
    ],
  })
  const file = await backup()

  await broughtBack(file, async db => {
    const states = await db.deliveries.findMany({ where: { dump_id: dump.id }, select: { state: true } })
    assert.deepEqual([...new Set(states.map(({ state }) => state))], ['dead'])
    assert.equal((await db.dumps.findUniqueOrThrow({ where: { id: dump.id } })).state, 'kept')
  })
  // On another computer with nothing in between it is still owed.
  const stillOwed = async (db: Db) =>
    assert.equal(await db.deliveries.count({ where: { dump_id: dump.id, state: 'queued' } }), 2)
  await broughtBack(file, stillOwed, true)
})

test('whoever was signed in, sat or waited at the time of the backup does so no more', async () => {
  const person = await buildPerson(world.db)
  const slot = await buildSlot(world.db)
  const session = await buildSession(world.db, { person, slot })
  const other = await buildPerson(world.db)
  await buildPlace(world.db, { person: other, slot })
  const origin = { way: 'password', address: '', agent: '' } as const
  await world.parts.change(tx => newSignIn(world.parts, tx, person, origin))
  const file = await backup()

  await broughtBack(file, async db => {
    const ended = await db.sessions.findUniqueOrThrow({ where: { id: session.id }, include: { dump: true } })
    assert.equal(ended.end_reason, 'shutdown')
    assert.ok(ended.dump, 'what its companion had sent is still owed')
    assert.equal(await db.sign_ins.count({ where: { ended_at: null } }), 0)
    assert.equal(await db.places.count({ where: { left_at: null } }), 0)
    assert.equal(await db.audit.count({ where: { action: 'server.restore' } }), 1)
  })
})

test('a folder that is in use, and a file that is no backup, are refused; nothing is left behind', async () => {
  const used = mkdtempSync(join(tmpdir(), 'taxi-used-'))
  writeFileSync(join(used, 'something'), '')
  const odd = join(folder, 'odd.tar')
  writeFileSync(odd, 'no archive')
  const config = { ...readConfig({}, '/nowhere'), dataDir: used }

  await assert.rejects(restore(config, odd, quiet), /is not empty/)
  rmSync(join(used, 'something'))
  await assert.rejects(restore(config, odd, quiet))
  assert.deepEqual(existsSync(join(used, 'secrets')), false)
  rmSync(used, { recursive: true })
})

test('a backup made while people come and go fits together', async () => {
  let running = true
  const busy = (async () => {
    while (running) {
      const person = await buildPerson(world.db)
      const slot = await buildSlot(world.db)
      await buildSession(world.db, { person, slot, started_at: new Date(Date.now() - DAY) })
    }
  })()
  const file = await backup()
  running = false
  await busy
  // Restoring asks every promise of the rows.
  await broughtBack(file, async db => assert.ok((await db.people.count()) > 0))
})
