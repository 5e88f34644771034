import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { workOnDelivery } from '../entrypoints/jobs/deliveries-loop.ts'
import { createTelegram } from '../outside/telegram.ts'
import { type BotApi, startBotApi } from '../testing/bot-api.ts'
import { buildPerson } from '../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { tellAuditHead } from './tell-audit-head.ts'

const CHAT = -1_001_234_567
const clock = fakeClock()
let api: BotApi
let world: DumpWorld
before(async () => {
  api = await startBotApi()
  api.meet(CHAT)
  world = await openDumpWorld(
    { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url, ADMIN_CHAT_ID: String(CHAT) },
    { now: clock.now },
  )
  await buildPerson(world.db, { role: 'admin', locale: 'en' })
  await world.parts.change(async tx => tx.record({ action: 'slot.change' }))
})
after(async () => {
  await world.close()
  await api.close()
})

async function said(): Promise<string[]> {
  const telegram = createTelegram(world.parts.config)
  for (let second = 0; second < 3; second++, clock.pass({ seconds: 2 }))
    while (await workOnDelivery(world.parts, telegram, 'test'));
  return api.chat(CHAT).map(message => message.text ?? '')
}

test('once a day the administrators’ chat is told the head of the log, whoever looks how often', async () => {
  await Promise.all([tellAuditHead(world.parts), tellAuditHead(world.parts)])
  await tellAuditHead(world.parts)

  const [message, ...more] = await said()
  const { hash } = await world.db.audit.findFirstOrThrow()
  assert.deepEqual(more, [])
  assert.match(message ?? '', /^Audit log, \d{4}-\d\d-\d\d: all in place, rows: 1\.\nChecksum: /)
  assert.ok(message?.includes(hash))

  clock.pass({ hours: 24 })
  await tellAuditHead(world.parts)
  assert.equal((await said()).length, 2)
})

test('a log somebody changed is told of the next day', async () => {
  await world.db.$executeRaw`ALTER TABLE audit DISABLE TRIGGER ALL`
  await world.db.audit.updateMany({ data: { action: 'slot.nothing' } })
  clock.pass({ hours: 24 })

  await tellAuditHead(world.parts)

  assert.match((await said()).at(-1) ?? '', /tampered with, from row 1 on/)
})

test('without a chat nothing is owed to anybody', async () => {
  clock.pass({ hours: 24 })
  const owed = await world.db.deliveries.count()

  await tellAuditHead({ ...world.parts, config: { ...world.parts.config, ADMIN_CHAT_ID: '' } })

  assert.equal(await world.db.deliveries.count(), owed)
})
