import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { writeChatText } from '../db/write/write-chat-text.ts'
import { chatWords } from '../domain/chat-words.ts'
import { dumpFolder, journalFolder } from '../dump/folders.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { MachineError } from '../outside/machine/driver.ts'
import { aChat, type DumpWorld, openDumpWorld, type SessionLeft } from '../testing/dump-world.ts'
import { fakeMachines } from '../testing/fake-parts.ts'
import { clearLeftovers } from './clear-leftovers.ts'
import { deleteDump } from './delete-dump.ts'
import { expireDumps } from './expire-dumps.ts'

const DAY = 24 * 3_600_000
let world: DumpWorld
let later = 0
let nextUser = 90_000
const now = () => new Date(Date.now() + later)

before(async () => {
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: '7000001:nobody-is-asked-in-this-test-xxxxxxxx' })
})
after(() => world.close())

const expire = () => expireDumps({ ...world.parts, now })
const dumpRow = (id: string) => world.db.dumps.findUniqueOrThrow({ where: { id } })
const sealedOn = (machineId: string, sessionId: string) =>
  join(world.dataDir, 'machines', machineId, 'sealed', sessionId)

async function wholeDump(given: SessionLeft = {}) {
  const chat = aChat()
  const one = await world.left({ chats: [chat], machine: { 'downloads/a.txt': 'content' }, ...given })
  await writeChatText(world.db, {
    session_id: one.session.id,
    service: chat.service,
    chat_id: chat.id,
    person_id: one.person.id,
    ...chatWords(chat),
  })
  while (await workOnDump(world.parts, 'test'));
  return one
}

test('a dump is kept fourteen days to the hour, then its files, words and row content are gone', async () => {
  const one = await wholeDump()
  later = 14 * DAY - 3_600_000
  await expire()
  assert.ok(existsSync(join(one.folder, 'index.html')))
  assert.equal((await dumpRow(one.dump.id)).state, 'kept')

  later = 14 * DAY + 60_000
  await expire()
  later = 0

  const row = await dumpRow(one.dump.id)
  assert.deepEqual(
    [row.state, row.deleted_at, row.items, row.parts, row.sealed, row.bytes],
    ['expired', null, [], [], {}, 0n],
  )
  assert.equal(existsSync(one.folder), false)
  assert.equal(existsSync(journalFolder(world.parts.config, one.session.id)), false)
  assert.equal(await world.db.chats.count({ where: { session_id: one.session.id } }), 0)
  assert.equal(await world.db.chat_texts.count({ where: { session_id: one.session.id } }), 0)
  assert.equal((await world.db.sessions.findUniqueOrThrow({ where: { id: one.session.id } })).dump_path, null)
})

/** A dump whose files went to Telegram; those in `asFile` as files, the others as links. */
async function delivered({ keeps, asFile = [0, 1] }: { keeps: boolean; asFile?: number[] }) {
  const one = await wholeDump({ person: { telegram_id: BigInt(nextUser++), keeps_dumps: keeps } })
  for (const part of [0, 1])
    await world.db.deliveries.update({
      where: { dedupe_key: `dump:${one.session.id}:${part}` },
      data: { state: 'sent', sent_at: new Date(), tg_file_id: asFile.includes(part) ? `file-${part}` : null },
    })
  await world.db.dumps.update({ where: { id: one.dump.id }, data: { state: 'delivered' } })
  return one
}

test('whoever wants nothing kept here loses a dump as soon as all of it is in Telegram', async () => {
  const [gone, link, keeper] = [
    await delivered({ keeps: false }),
    await delivered({ keeps: false, asFile: [0] }),
    await delivered({ keeps: true }),
  ]

  await expire()

  const row = await dumpRow(gone.dump.id)
  assert.equal(row.state, 'expired')
  assert.ok(row.deleted_at)
  assert.equal(existsSync(gone.folder), false)
  for (const { dump, folder } of [link, keeper]) {
    assert.equal((await dumpRow(dump.id)).state, 'delivered')
    assert.ok(existsSync(folder))
  }
})

test('a dump under way and one that is sent once more stay, also for whoever wants nothing kept', async () => {
  const again = await delivered({ keeps: false })
  await world.db.deliveries.create({
    data: {
      kind: 'dump_part',
      chat_id: 1n,
      dedupe_key: randomUUID(),
      payload: { dump_id: again.dump.id, part: 0 },
      dump_id: again.dump.id,
    },
  })
  const fresh = await wholeDump({ person: { telegram_id: 77n, keeps_dumps: false } })

  await expire()

  assert.equal((await dumpRow(again.dump.id)).state, 'delivered')
  assert.equal((await dumpRow(fresh.dump.id)).state, 'ready')
  await world.db.deliveries.deleteMany({ where: { dump_id: again.dump.id, state: 'queued' } })
})

test('folders on the disk that belong to no dump and no session are swept; what belongs to somebody stays', async () => {
  const living = await wholeDump()
  const orphans = [dumpFolder(world.parts.config, randomUUID()), journalFolder(world.parts.config, randomUUID())]
  const running = journalFolder(world.parts.config, living.session.id)
  for (const folder of [...orphans, running]) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'file'), 'x')
  }

  await expire()

  assert.deepEqual(orphans.map(existsSync), [false, false])
  assert.ok(existsSync(running))
  assert.ok(existsSync(join(living.folder, 'index.html')))
})

test('a machine forgets what it holds for dumps that are gone, and what nobody knows of after its days', async () => {
  const gone = await world.left({ machine: { 'downloads/a.txt': 'content' } })
  const waiting = await world.left({ machine: { 'downloads/a.txt': 'content' } })
  await deleteDump(world.parts, { personId: gone.person.id, dumpId: gone.dump.id })
  const [old, young] = [sealedOn(waiting.machineId, randomUUID()), sealedOn(waiting.machineId, 'somebody-elses')]
  for (const folder of [old, young]) mkdirSync(folder, { recursive: true })
  const past = new Date(Date.now() - 15 * DAY)
  utimesSync(old, past, past)

  await clearLeftovers(world.parts)

  assert.equal(existsSync(sealedOn(gone.machineId, gone.session.id)), false)
  assert.equal(existsSync(old), false)
  assert.ok(existsSync(young))
  assert.ok(existsSync(sealedOn(waiting.machineId, waiting.session.id)))
})

test('a machine that is down is asked at the next look, and holds up no other', async () => {
  const [down, up] = [await world.left({ machine: { a: 'x' } }), await world.left({ machine: { a: 'x' } })]
  for (const { person, dump } of [down, up]) await deleteDump(world.parts, { personId: person.id, dumpId: dump.id })
  const silent = { leftovers: () => Promise.reject(new MachineError('leftovers', 'no answer', true)) }
  const machines = fakeMachines({
    [down.machineId]: silent,
    [up.machineId]: await world.parts.machines.driver(up.machineId),
  })

  await clearLeftovers({ ...world.parts, machines })
  assert.equal(existsSync(sealedOn(up.machineId, up.session.id)), false)
  assert.ok(existsSync(sealedOn(down.machineId, down.session.id)))

  await clearLeftovers(world.parts)
  assert.equal(existsSync(sealedOn(down.machineId, down.session.id)), false)
})
