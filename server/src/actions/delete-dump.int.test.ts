import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findChats } from '../db/read/find-chats.ts'
import { writeChatText } from '../db/write/write-chat-text.ts'
import { chatWords } from '../domain/chat-words.ts'
import { Refusal } from '../domain/refusal.ts'
import { journalFolder } from '../dump/folders.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { claimDump } from './claim-dump.ts'
import { deleteDump } from './delete-dump.ts'
import { pullDump } from './pull-dump.ts'

let world: DumpWorld
before(async () => {
  world = await openDumpWorld()
})
after(() => world.close())

async function left() {
  const chat = aChat({ answer: 'needle' })
  const one = await world.left({ chats: [chat], machine: { 'downloads/a.txt': 'content' } })
  await writeChatText(world.db, {
    session_id: one.session.id,
    service: chat.service,
    chat_id: chat.id,
    person_id: one.person.id,
    ...chatWords(chat),
  })
  return { ...one, journal: journalFolder(world.parts.config, one.session.id) }
}
const wholeDump = async () => {
  const one = await left()
  while (await workOnDump(world.parts, 'test'));
  return one
}
const deleted = ({ person, dump }: Awaited<ReturnType<typeof left>>) =>
  deleteDump(world.parts, { personId: person.id, dumpId: dump.id })

test('a deleted dump leaves a line that says so, and nothing of what it held', async () => {
  const one = await wholeDump()
  assert.equal((await findChats(world.db, one.person.id, 'needle')).chats.length, 1)

  const view = await deleted(one)

  assert.equal(view.state, 'expired')
  assert.ok(view.deleted_at)
  assert.deepEqual([view.items, view.parts, view.bytes], [[], [], 0])
  assert.equal(existsSync(one.folder), false)
  assert.equal(existsSync(one.journal), false)
  assert.deepEqual((await findChats(world.db, one.person.id, '')).chats, [])
  assert.equal(await world.db.chats.count({ where: { session_id: one.session.id } }), 0)
  const row = await world.db.dumps.findUniqueOrThrow({ where: { id: one.dump.id } })
  assert.deepEqual(row.sealed, {})
  assert.equal(await world.db.audit.count({ where: { action: 'dump.delete', object_id: one.dump.id } }), 1)
})

test('deleting it again changes nothing', async () => {
  const one = await wholeDump()
  const first = await deleted(one)

  assert.deepEqual(await deleted(one), first)
  assert.equal(await world.db.audit.count({ where: { action: 'dump.delete', object_id: one.dump.id } }), 1)
})

test('a worker that was fetching the dump leaves nothing of it behind', async () => {
  const one = await left()
  const claimed = await claimDump(world.parts, 'test')
  assert.equal(claimed?.id, one.dump.id)

  await deleted(one)
  if (claimed) await pullDump(world.parts, claimed)
  while (await workOnDump(world.parts, 'test'));

  const row = await world.db.dumps.findUniqueOrThrow({ where: { id: one.dump.id } })
  assert.deepEqual([row.state, row.lease_owner, row.parts], ['expired', null, []])
})

test('what was not delivered yet is not delivered any more', async () => {
  const one = await wholeDump()
  await world.db.deliveries.create({
    data: {
      kind: 'dump_part',
      person_id: one.person.id,
      chat_id: 5n,
      dedupe_key: one.dump.id,
      payload: { dump_id: one.dump.id, part: 0 },
      dump_id: one.dump.id,
    },
  })

  await deleted(one)

  assert.equal((await world.db.deliveries.findFirstOrThrow({ where: { dump_id: one.dump.id } })).state, 'dead')
})

test('while the seat is being sealed there is nothing to delete yet', async () => {
  const one = await left()
  await world.db.dumps.update({ where: { id: one.dump.id }, data: { state: 'sealing' } })

  await assert.rejects(deleted(one), error => error instanceof Refusal && error.code === 'dump.not-ready')
  assert.ok(existsSync(join(one.journal)))
})

test('nobody deletes somebody else’s dump', async () => {
  const [anna, boris] = [await wholeDump(), await wholeDump()]

  const theft = deleteDump(world.parts, { personId: boris.person.id, dumpId: anna.dump.id })

  await assert.rejects(theft, error => error instanceof Refusal && error.code === 'dump.unknown')
  assert.ok(existsSync(anna.folder))
})
