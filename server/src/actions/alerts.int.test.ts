import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SignInFound } from '@taxi/contract/health.ts'
import { workOnDelivery } from '../entrypoints/jobs/deliveries-loop.ts'
import { createTelegram } from '../outside/telegram.ts'
import { type BotApi, startBotApi } from '../testing/bot-api.ts'
import { buildMachine, buildPerson, buildSlot } from '../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { fakeMachines } from '../testing/fake-parts.ts'
import { noteSignIn } from './note-sign-in.ts'
import { tellOfRenewals } from './tell-of-renewals.ts'
import { watchMachine } from './watch-machine.ts'

const CHAT = -1_001_234_567
const clock = fakeClock()
const how = { healthy: true, trouble: [] as string[] }
let api: BotApi
let world: DumpWorld
before(async () => {
  api = await startBotApi({ pace: false })
  api.meet(CHAT)
  world = await openDumpWorld(
    {
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_BASE: api.url,
      ADMIN_CHAT_ID: String(CHAT),
      COMPANY_TIMEZONE: 'UTC',
    },
    { now: clock.now, machines: fakeMachines({ 'vm-1': { check: async () => how } }) },
  )
  await buildPerson(world.db, { role: 'admin', locale: 'en' })
  await buildMachine(world.db, { id: 'vm-1', name: 'Left' })
  await buildSlot(world.db, { id: 'gpt-1', name: 'GPT Pro', service: 'chatgpt', machines: ['vm-1'], is_active: true })
})
after(async () => {
  await world.close()
  await api.close()
})

/** What the administrators' chat reads since the last look. */
async function told(): Promise<string[]> {
  const before = api.chat(CHAT).length
  const telegram = createTelegram(world.parts.config)
  for (let second = 0; second < 3; second++, clock.pass({ seconds: 2 }))
    while (await workOnDelivery(world.parts, telegram, 'test'));
  return api
    .chat(CHAT)
    .slice(before)
    .map(message => message.text || message.caption)
}

async function look(healthy: boolean, times = 1): Promise<void> {
  Object.assign(how, { healthy, trouble: healthy ? [] : ['the browser does not answer'] })
  for (let n = 0; n < times; n++, clock.pass({ seconds: 15 })) await watchMachine(world.parts, 'vm-1')
}

test('a machine that has not joined yet alarms nobody', async () => {
  const { machines } = world.db
  const before = await machines.update({ where: { id: 'vm-1' }, data: { driver: 'ssh' } })
  assert.equal(before.joined_at, null)

  await look(false, 8)

  assert.deepEqual(await told(), [])
  await machines.update({ where: { id: 'vm-1' }, data: { driver: 'dry' } })
  await look(true)
  await told()
})

test('a machine that stays away is told once an incident, and its return', async () => {
  await look(true)
  await look(false, 2)
  assert.deepEqual(await told(), [])
  await look(false, 6)

  assert.match(
    (await told()).join(),
    /^✕ Left has been ill since \d\d:\d\d\.\nthe browser does not answer\nSlots: GPT Pro/,
  )
  await look(false, 3)
  assert.deepEqual(await told(), [])
  await look(true, 2)
  assert.match((await told()).join(), /^○ Left is well again; it was away since \d\d:\d\d\.$/)
  await look(false, 5)
  assert.equal((await told()).length, 1)
  await look(true)
  await told()
})

test('a machine that was back before anybody could be told is not told of', async () => {
  clock.pass({ minutes: 11 })
  await look(false, 5)
  await look(true)

  assert.deepEqual(await told(), [])
})

test('an account that is signed out is told, and that it is signed in again', async () => {
  const find = (found: SignInFound) =>
    noteSignIn(world.parts, { machineId: 'vm-1', service: 'chatgpt', found, since: clock.now() })

  await find('signed_in')
  assert.deepEqual(await told(), [])
  await find('signed_out')
  await find('signed_out')
  assert.match((await told()).join(), /^✕ GPT Pro: the account is signed out \(Left\)\. The slot is not given out\./)
  await find('signed_in')
  assert.match((await told()).join(), /^○ GPT Pro: the account is signed in again \(Left\)\.$/)
})

test('an account that asks for a code, then meets a wall, is told as what it is; only the end is a recovery', async () => {
  const find = (found: SignInFound) =>
    noteSignIn(world.parts, { machineId: 'vm-1', service: 'chatgpt', found, since: clock.now() })

  await find('code')
  assert.match((await told()).join(), /^✕ GPT Pro: the sign-in asks for a code \(Left\)/)
  await find('wall')
  assert.match((await told()).join(), /^✕ GPT Pro: the service shuts its door as it does to robots/)
  await find('expiring')
  assert.match((await told()).join(), /^◷ GPT Pro: the sign-in runs out soon \(Left\)\./)
  await find('signed_in')
  assert.match((await told()).join(), /^○ GPT Pro: the account is signed in again/)
})

test('a notice that takes the worker down again and again is put aside and told, once', async () => {
  const person = await buildPerson(world.db, { telegram_id: 7001n })
  const row = await world.db.deliveries.create({
    data: {
      kind: 'notice',
      person_id: person.id,
      chat_id: 7001n,
      dedupe_key: 'poison',
      payload: { about: 'nothing' },
      not_before: clock.now(),
      started_attempts: 4,
    },
  })

  assert.match((await told()).join(), /^✕ A message was put aside for good: it cannot be sent\./)
  assert.equal((await world.db.deliveries.findUniqueOrThrow({ where: { id: row.id } })).state, 'dead')
  assert.deepEqual(await told(), [])
})

test('an account that no slot uses is nobody’s business', async () => {
  await noteSignIn(world.parts, { machineId: 'vm-1', service: 'claude', found: 'signed_out', since: clock.now() })

  assert.deepEqual(await told(), [])
})

test('a subscription is told of seven, three and one day before it renews, each once, in the morning', async () => {
  const on = new Date('2026-12-20T00:00:00Z')
  await world.db.slots.update({ where: { id: 'gpt-1' }, data: { renews_on: on, monthly_cost: 20_000 } })
  const read: string[] = []
  for (let day = 11; day <= 21; day++)
    for (const hour of ['07:00', '10:00', '15:00']) {
      clock.pass({ seconds: (Date.parse(`2026-12-${day}T${hour}:00Z`) - clock.now().getTime()) / 1000 })
      await tellOfRenewals(world.parts)
      read.push(...(await told()).map(text => `${day} ${hour} ${text}`))
    }

  assert.deepEqual(read, [
    '13 10:00 ◷ GPT Pro: the subscription renews in 7 days, on 20 December, US$200.00.',
    '17 10:00 ◷ GPT Pro: the subscription renews in 3 days, on 20 December, US$200.00.',
    '19 10:00 ◷ GPT Pro: the subscription renews tomorrow, on 20 December, US$200.00.',
  ])
})

test('without an administrators’ chat nothing is owed', async () => {
  const parts = { ...world.parts, config: { ...world.parts.config, ADMIN_CHAT_ID: '' } }
  const before = await world.db.deliveries.count()

  await noteSignIn(parts, { machineId: 'vm-1', service: 'chatgpt', found: 'signed_out', since: clock.now() })

  assert.equal(await world.db.deliveries.count(), before)
})
