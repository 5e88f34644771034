import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { claimDelivery } from '../../actions/claim-delivery.ts'
import { sendDelivery } from '../../actions/send-delivery.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import { createTelegram, type Telegram } from '../../outside/telegram.ts'
import type { Fault } from '../../testing/bot-api/faults.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { fakeMachines } from '../../testing/fake-parts.ts'
import { startDeliveries } from './deliveries-loop.ts'
import { workOnDump } from './dumps-loop.ts'

let api: BotApi
let world: DumpWorld
let telegram: Telegram
const logged: string[] = []
let nextUser = 40_000

before(async () => {
  api = await startBotApi()
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url }, { log })
  telegram = createTelegram(world.parts.config)
})
after(async () => {
  await world.close()
  await api.close()
})

/** A dump that is assembled and owed to somebody who talks to the bot: a page and a zip. */
async function owed() {
  const user = nextUser++
  api.meet(user)
  const left = await world.left({ person: { telegram_id: BigInt(user) }, chats: [aChat()] })
  while (await workOnDump(world.parts, 'test'));
  return { user, ...left }
}

async function whileSending<T>(work: () => Promise<T>): Promise<T> {
  const loop = startDeliveries(world.parts, telegram, 'test', 100)
  try {
    return await work()
  } finally {
    await loop.stop()
  }
}

const stateOf = async (id: string) => (await world.db.dumps.findUniqueOrThrow({ where: { id } })).state
const settled = (dump: { id: string }, ms = 20_000) =>
  api.waitFor(async () => ['delivered', 'kept'].includes(await stateOf(dump.id)), ms)
const namesFor = (user: number) => api.documents(user).map(message => message.document?.name.replace(/^.*-/, ''))

/** The page and the zip, each exactly once. */
function assertOnce(user: number): void {
  const names = namesFor(user)
  assert.equal(names.filter(name => name?.endsWith('.html')).length, 1)
  assert.equal(names.filter(name => name?.endsWith('.zip')).length, 1)
  assert.equal(names.length, 2)
}

test('a dump arrives as a page and a zip, in this order, each with a caption', async () => {
  const { user, dump, session } = await owed()

  await whileSending(() => settled(dump))

  assertOnce(user)
  const [page, zip] = api.documents(user)
  assert.match(page?.caption ?? '', /^Perplexity · 2\n.*вы освободили слот\nЧаты: 1 · Загрузки: 0/)
  assert.match(zip?.caption ?? '', /^Архив 1 из 1 · /)
  assert.equal(await stateOf(dump.id), 'delivered')
  assert.equal((await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })).dump_sent, true)
  assert.equal(api.chat(user).length, 2)
})

const faults: [string, string, Fault, number?][] = [
  ['the answer to the document is lost', 'editMessageMedia', 'lost_response'],
  ['the upload breaks off halfway', 'editMessageMedia', 'half_upload'],
  ['the connection is cut before anything is sent', 'editMessageMedia', 'refuse'],
  ['Telegram says 502 before taking it', 'editMessageMedia', { status: 502 }],
  ['Telegram says 502 after taking it', 'editMessageMedia', { status: 502, accepted: true }],
  ['a web page answers instead of Telegram', 'editMessageMedia', 'html'],
  ['Telegram asks to wait two seconds', 'editMessageMedia', { retry_after: 2 }],
  ['Telegram asks to wait before the placeholder', 'sendMessage', { retry_after: 1 }],
  ['nobody takes the placeholder', 'sendMessage', 'refuse'],
]
for (const [name, method, fault] of faults)
  test(`exactly one document of each when ${name}`, async () => {
    const { user, dump } = await owed()
    api.fail(method, fault)

    await whileSending(() => settled(dump))

    assertOnce(user)
    assert.equal(await stateOf(dump.id), 'delivered')
  })

test('when the answer to the placeholder is lost, one line of text is left over and still one document', async () => {
  const { user, dump } = await owed()
  api.fail('sendMessage', 'lost_response')

  await whileSending(() => settled(dump))

  assertOnce(user)
  const stray = api.chat(user).filter(message => !message.document)
  assert.equal(stray.length, 1)
  assert.match(stray[0]?.text ?? '', new RegExp(dump.id.slice(0, 8)))
})

test('429 is waited out to the full', async () => {
  const { user, dump } = await owed()
  api.fail('editMessageMedia', { retry_after: 3 })

  await whileSending(() => settled(dump))

  const uploads = api.calls.filter(call => call.method === 'editMessageMedia' && call.fields.chat_id === String(user))
  assert.ok((uploads[1]?.at ?? 0) - (uploads[0]?.at ?? 0) >= 3_000)
})

/** The worker dies at this point: nothing it would do afterwards happens, and its lease runs out. */
async function dyingAt(point: 'before the document' | 'after the document'): Promise<void> {
  const row = await claimDelivery(world.parts, 'dying')
  assert.ok(row)
  const dying: Telegram = {
    ...telegram,
    async putDocument(...given) {
      if (point === 'after the document') await telegram.putDocument(...given)
      throw new Error('killed')
    },
  }
  await assert.rejects(sendDelivery(world.parts, dying, row), /killed/)
  await world.db.deliveries.update({ where: { id: row.id }, data: { lease_until: new Date(Date.now() - 1) } })
}

for (const point of ['before the document', 'after the document'] as const)
  test(`a worker that dies ${point} leaves exactly one to be seen`, async () => {
    const { user, dump } = await owed()

    await dyingAt(point)
    await whileSending(() => settled(dump))

    assertOnce(user)
    assert.equal(api.chat(user).length, 2)
    assert.equal(await stateOf(dump.id), 'delivered')
  })

test('a worker whose lease was taken over writes nothing any more', async () => {
  const { dump } = await owed()
  const slow = await claimDelivery(world.parts, 'slow')
  assert.ok(slow)
  await world.db.deliveries.update({ where: { id: slow.id }, data: { lease_owner: 'another' } })

  await sendDelivery(world.parts, telegram, slow)

  const row = await world.db.deliveries.findUniqueOrThrow({ where: { id: slow.id } })
  assert.equal(row.lease_owner, 'another')
  assert.notEqual(row.state, 'sent')
  await world.db.deliveries.deleteMany({ where: { dump_id: dump.id } })
})

test('a person who deletes the placeholder gets the document all the same', async () => {
  const { user, dump } = await owed()
  await dyingAt('before the document')
  api.remove(user, api.chat(user)[0]?.messageId ?? 0)

  await whileSending(() => settled(dump))

  assertOnce(user)
})

test('whoever blocked the bot finds the dump in the portal', async () => {
  const { user, dump, session } = await owed()
  api.block(user)

  await whileSending(() => settled(dump))

  assert.equal(await stateOf(dump.id), 'kept')
  assert.equal((await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })).dump_sent, false)
  const rows = await world.db.deliveries.findMany({ where: { dump_id: dump.id } })
  assert.deepEqual(
    rows.map(row => row.state),
    ['dead', 'dead'],
  )
})

test('while Telegram is away nothing is lost: it arrives when Telegram is back', async () => {
  const { user, dump } = await owed()
  await api.down()
  await whileSending(async () => {
    await api.waitFor(async () =>
      (await world.db.deliveries.findMany({ where: { dump_id: dump.id } })).some(row => row.last_error),
    )
    await api.up()
    await settled(dump)
  })

  assertOnce(user)
  assert.equal(await stateOf(dump.id), 'delivered')
})

test('a delivery that takes the worker down again and again is set aside, the next one goes on', async () => {
  const { user, dump } = await owed()
  const first = await world.db.deliveries.findFirstOrThrow({ where: { dump_id: dump.id }, orderBy: { seq: 'asc' } })
  await world.db.deliveries.update({ where: { id: first.id }, data: { started_attempts: 3 } })

  await whileSending(() => settled(dump))

  assert.deepEqual(namesFor(user), ['1of1.zip'])
  assert.equal(await stateOf(dump.id), 'kept')
})

test('a first dump that went ahead without its machine turns into the whole one in the same messages', async () => {
  const user = nextUser++
  api.meet(user)
  const left = await world.left({
    person: { telegram_id: BigInt(user) },
    chats: [aChat()],
    machine: { 'downloads/a.txt': 'from the machine' },
  })
  const gone = () => Promise.reject(new MachineError('sealed', 'no answer', true))
  const machines = fakeMachines({ [left.machineId]: { sealed: gone } })
  let later = 0
  const now = () => new Date(Date.now() + later)
  for (let n = 0; n < 5; n += 1) {
    while (await workOnDump({ ...world.parts, machines, now }, 'test'));
    later += 10_000
  }
  // The rows were written by a clock that runs ahead.
  const dueNow = () =>
    world.db.deliveries.updateMany({ where: { dump_id: left.dump.id }, data: { not_before: new Date() } })
  await dueNow()
  await whileSending(() => settled(left.dump))
  const before = api.documents(user).map(message => message.document?.sha256)
  assert.match(api.documents(user)[0]?.caption ?? '', /Собрано не всё/)

  later += 600_000
  while (await workOnDump({ ...world.parts, now }, 'test'));
  await dueNow()
  await whileSending(() => settled(left.dump))

  assertOnce(user)
  assert.ok(api.documents(user).every(message => !before.includes(message.document?.sha256)))
  assert.match(api.documents(user)[0]?.caption ?? '', /Загрузки: 1/)
  const said = () => api.chat(user).filter(message => !message.document)
  await whileSending(() => api.waitFor(() => said().length > 0))
  assert.match(said()[0]?.text ?? '', /^Perplexity · 2: машина вернулась, и дамп сессии, закончившейся .+ дополнен/)
  assert.equal(said().length, 1)
})

test('a dump whose files are gone is not tried for ever', async () => {
  const { dump, folder } = await owed()
  rmSync(join(folder, 'index.html'))

  await whileSending(() => settled(dump))

  assert.equal(await stateOf(dump.id), 'kept')
})

test('a refused token keeps everything waiting and says what to do', async () => {
  const { user, dump } = await owed()
  api.fail('sendMessage', 'unauthorized')

  await whileSending(() => api.waitFor(() => logged.some(line => line.includes('refuses the bot token'))))

  assert.equal(await stateOf(dump.id), 'ready')
  await world.db.deliveries.updateMany({ where: { dump_id: dump.id }, data: { not_before: new Date() } })
  await whileSending(() => settled(dump))
  assertOnce(user)
})

test('two servers at once send each document once, and one chat is written to by one at a time', async () => {
  const { user, dump } = await owed()
  const other = startDeliveries(world.parts, telegram, 'other', 100)

  await whileSending(() => settled(dump)).finally(() => other.stop())

  assertOnce(user)
  assert.equal(
    api.calls.filter(call => call.method === 'sendMessage' && call.fields.chat_id === String(user)).length,
    2,
  )
})

test('the token is in no log line and in no row', async () => {
  const rows = await world.db.deliveries.findMany()
  const text = [...logged, ...rows.map(row => row.last_error ?? '')].join('\n')

  assert.match(text, /<token>/)
  assert.equal(text.includes(api.token.slice(-20)), false)
})
