import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RefusalCode } from '@taxi/contract/refusals.ts'
import { Refusal } from '../domain/refusal.ts'
import { startDeliveries } from '../entrypoints/jobs/deliveries-loop.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { createTelegram } from '../outside/telegram.ts'
import { type BotApi, startBotApi } from '../testing/bot-api.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { resendDump } from './resend-dump.ts'

let api: BotApi
let world: DumpWorld
let nextUser = 80_000

before(async () => {
  api = await startBotApi()
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url })
})
after(async () => {
  await world.close()
  await api.close()
})

/** A dump put together: a page and a zip, owed to whoever has linked their Telegram. */
async function left(given: { linked?: boolean } = {}) {
  const user = nextUser++
  api.meet(user)
  const person = given.linked === false ? {} : { telegram_id: BigInt(user) }
  const { dump, person: owner, ...rest } = await world.left({ person, chats: [aChat()] })
  while (await workOnDump(world.parts, 'test'));
  return { user, dump, owner, ...rest, again: () => resendDump(world.parts, { personId: owner.id, dumpId: dump.id }) }
}

async function sent(dump: { id: string }): Promise<void> {
  const loop = startDeliveries(world.parts, createTelegram(world.parts.config), 'test', 50)
  try {
    await api.waitFor(
      async () =>
        !(await world.db.deliveries.count({ where: { dump_id: dump.id, state: { notIn: ['sent', 'dead'] } } })),
    )
  } finally {
    await loop.stop()
  }
}

const stateOf = async (id: string) => (await world.db.dumps.findUniqueOrThrow({ where: { id } })).state
const uploads = () => api.calls.filter(call => call.fields.media?.includes('attach://')).length
const refusedWith = (code: RefusalCode) => (error: unknown) => error instanceof Refusal && error.code === code

test('a dump sent again comes in messages of its own, and its bytes do not travel twice', async () => {
  const { user, dump, again } = await left()
  await sent(dump)
  const [before, travelled] = [api.documents(user), uploads()]

  await again()
  await sent(dump)

  const documents = api.documents(user)
  assert.equal(documents.length, 4)
  assert.deepEqual(
    documents.slice(2).map(message => message.document?.sha256),
    before.map(message => message.document?.sha256),
  )
  assert.deepEqual(
    documents.slice(2).map(message => message.caption),
    before.map(message => message.caption),
  )
  assert.equal(uploads(), travelled)
  assert.equal(await stateOf(dump.id), 'delivered')
})

test('what Telegram no longer knows is uploaded anew', async () => {
  const { user, dump, again } = await left()
  await sent(dump)
  await world.db.deliveries.updateMany({ where: { dump_id: dump.id }, data: { tg_file_id: 'forgotten' } })

  await again()
  await sent(dump)

  assert.equal(api.documents(user).length, 4)
})

test('a dump that only lay in the portal goes out once its person has linked their Telegram', async () => {
  const { user, dump, owner, again } = await left({ linked: false })
  assert.equal(await stateOf(dump.id), 'kept')
  await assert.rejects(again(), refusedWith('telegram.not-linked'))
  await world.db.people.update({ where: { id: owner.id }, data: { telegram_id: BigInt(user) } })

  const view = await again()
  assert.equal(view.state, 'ready')
  await sent(dump)

  assert.equal(api.documents(user).length, 2)
  assert.equal(await stateOf(dump.id), 'delivered')
})

test('whoever had blocked the bot gets the dump when they ask for it again', async () => {
  const { user, dump, again } = await left()
  api.block(user)
  await sent(dump)
  assert.equal(await stateOf(dump.id), 'kept')
  api.unblock(user)

  await again()
  await sent(dump)

  assert.equal(api.documents(user).length, 2)
  assert.equal(await stateOf(dump.id), 'delivered')
})

test('a dump on its way is not sent twice by a second press', async () => {
  const { user, dump, again } = await left()
  await assert.rejects(again(), refusedWith('dump.on-its-way'))
  await sent(dump)

  const presses = await Promise.allSettled([again(), again(), again()])
  await sent(dump)

  assert.equal(presses.filter(press => press.status === 'fulfilled').length, 1)
  assert.equal(api.documents(user).length, 4)
})

test('nobody sends themselves somebody else’s dump', async () => {
  const [anna, boris] = [await left(), await left()]

  const theft = resendDump(world.parts, { personId: boris.owner.id, dumpId: anna.dump.id })

  await assert.rejects(theft, refusedWith('dump.unknown'))
})
