import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { refused } from '../../testing/refused.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { changePerson } from './change-person.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

const asAdmin = async () => (await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))).client

test('a slot is added, changed and switched off; its credentials go in and never come out', async () => {
  const { db } = server.parts
  const client = await asAdmin()
  const machine = await buildMachine(db)
  const draft = {
    id: 'gem-9',
    name: 'Gemini 9',
    service: 'gemini',
    service_name: 'Gemini',
    url: 'https://gemini.google.com/app',
    monthly_cost: 24_999,
    renews_on: '2026-12-24',
    login: 'robot@company.test',
    password: 'canary-in-the-slot',
    machine_ids: [machine.id],
  }

  const added = await client.call('addSlot', { body: draft })
  assert.deepEqual(
    [added.state, added.has_login, added.has_password, added.renews_on, added.machine_ids],
    ['free', true, true, '2026-12-24', [machine.id]],
  )
  await refused(client.call('addSlot', { body: draft }), 'slot.exists')
  await refused(
    client.call('addSlot', { body: { ...draft, id: 'gem-10', machine_ids: ['nowhere'] } }),
    'machine.unknown',
  )

  const changed = await client.call('changeSlot', { params: { id: 'gem-9' }, body: { max_minutes: 30, password: '' } })
  assert.deepEqual(
    [changed.max_minutes, changed.has_login, changed.has_password, changed.name, changed.monthly_cost],
    [30, true, false, 'Gemini 9', 24_999],
  )
  const off = await client.call('changeSlot', { params: { id: String(added.slot_number) }, body: { is_active: false } })
  assert.deepEqual([off.state, off.why, off.is_active], ['off', 'slot.off', false])
  await refused(client.call('changeSlot', { params: { id: 'nothing' }, body: {} }), 'slot.unknown')

  const everything = JSON.stringify([
    await client.call('adminSlots'),
    await client.call('slots'),
    await db.slots.findMany(),
  ])
  assert.ok(!everything.includes('canary-in-the-slot'))
  assert.ok(!everything.includes('robot@company.test'))
})

test('a change that names one thing leaves the others as they were', async () => {
  const { db } = server.parts
  const client = await asAdmin()
  const slot = await buildSlot(db, { max_minutes: 45, idle_minutes: 7, notes: 'by the window' })
  const before = await db.slots.findUniqueOrThrow({ where: { id: slot.id }, include: { machines: true } })

  await client.call('changeSlot', { params: { id: slot.id }, body: { name: 'Renamed' } })

  const now = await db.slots.findUniqueOrThrow({ where: { id: slot.id }, include: { machines: true } })
  assert.deepEqual(now, { ...before, name: 'Renamed' })
})

test('a machine is added, changed and switched off, and its slots follow', async () => {
  const { db } = server.parts
  const client = await asAdmin()

  const added = await client.call('addMachine', { body: { vm_id: 'vm-9', name: 'Ninth', driver: 'dry' } })
  assert.deepEqual(
    [added.driver, added.is_active, added.is_healthy, added.companion.connected],
    ['dry', true, null, false],
  )
  await refused(client.call('addMachine', { body: { vm_id: 'vm-9', name: 'x', driver: 'dry' } }), 'machine.exists')
  await refused(client.call('addMachine', { body: { vm_id: 'vm-10', name: 'x', driver: 'ssh' } }), 'machine.no-address')
  const slot = await buildSlot(db, { machines: ['vm-9'] })
  const person = await buildPerson(db, { name: 'Rider' })
  const session = await buildSession(db, { person, slot })
  const [busy] = (await client.call('machines')).filter(machine => machine.vm_id === 'vm-9')
  assert.deepEqual([busy?.active_user, busy?.active_slot, busy?.slot_ids], ['Rider', slot.id, [slot.id]])
  await db.sessions.delete({ where: { id: session.id } })

  const off = await client.call('changeMachine', { params: { id: 'vm-9' }, body: { is_active: false } })
  assert.equal(off.is_active, false)
  assert.equal((await client.call('slot', { params: { id: slot.id } })).why, 'slot.no-machine')
  await refused(client.call('changeMachine', { params: { id: 'nothing' }, body: {} }), 'machine.unknown')
})

test('people are added once per e-mail, change roles, and the last administrator stays', async t => {
  const alone = await openTestServer()
  t.after(() => alone.close())
  const admin = await buildPerson(alone.parts.db, { role: 'admin' })
  const { client } = await alone.signIn(admin)
  const { person, invitation_url } = await client.call('addPerson', { body: { name: 'Boris', email: 'B@taxi.test' } })

  assert.match(invitation_url, /\/app\/invitation#t=[\w-]{43}$/)
  await refused(client.call('addPerson', { body: { name: 'Again', email: 'b@TAXI.test' } }), 'person.exists')
  const change = (id: string, body: { role?: 'member' | 'operator' | 'admin'; disabled?: boolean; email?: string }) =>
    client.call('changePerson', { params: { id }, body })
  assert.deepEqual((await change(person.id, { role: 'operator' })).roles, ['operator'])
  await refused(change(person.id, { email: admin.email }), 'person.exists')
  await refused(change(admin.id, { role: 'member' }), 'person.last-admin')
  await refused(change(admin.id, { disabled: true }), 'person.last-admin')
  await change(person.id, { role: 'admin' })
  assert.deepEqual((await change(admin.id, { role: 'member' })).roles, ['member'])
  await refused(client.call('people'), 'auth.not-allowed')
})

test('two administrators who dismiss each other at the same instant leave one', async t => {
  const two = await openTestServer()
  t.after(() => two.close())
  const { db } = two.parts

  for (let round = 0; round < 10; round++) {
    await db.people.updateMany({ data: { is_admin: false } })
    const pair = [await buildPerson(db, { role: 'admin' }), await buildPerson(db, { role: 'admin' })]
    await Promise.allSettled(pair.map(({ id }) => changePerson(two.parts, id, { role: 'member' }, { name: 'Ada' })))
    assert.equal(await db.people.count({ where: { is_admin: true } }), 1)
  }
})

test('a person changes their own profile, and it is seen', async () => {
  const { db } = server.parts
  const person = await buildPerson(db, { name: 'Before' })
  const { client } = await server.signIn(person)
  const slot = await buildSlot(db)
  await client.call('occupy', { params: { id: slot.id } })

  const changed = await client.call('changeProfile', {
    body: { name: 'After', locale: 'en', theme: 'dark', favourites: ['a', 'a', 'b'] },
  })

  assert.deepEqual(
    [changed.name, changed.locale, changed.theme, changed.favourites],
    ['After', 'en', 'dark', ['a', 'b']],
  )
  assert.equal(changed.session?.slot_id, slot.id)
  assert.equal((await client.call('slot', { params: { id: slot.id } })).holder?.name, 'After')
  const [last] = await client.call('sessions')
  assert.equal(last?.slot_id, slot.id)
})

test('a Telegram link needs a bot, is good once, and unlinking forgets it', async t => {
  const { db } = server.parts
  const person = await buildPerson(db, { telegram_id: 42n })
  const { client } = await server.signIn(person)
  await refused(client.call('telegramLink'), 'telegram.no-bot')
  server.parts.bot = { username: 'taxi_test_bot' }
  t.after(() => {
    server.parts.bot = { username: null }
  })

  const link = await client.call('telegramLink')
  assert.match(link.url, /^https:\/\/t\.me\/taxi_test_bot\?start=[\w-]{43}$/)
  await client.call('telegramLink')
  assert.equal(await db.link_tokens.count({ where: { person_id: person.id, kind: 'telegram' } }), 1)

  assert.equal((await client.call('me')).telegram_linked, true)
  await client.call('telegramUnlink')
  assert.equal((await client.call('me')).telegram_linked, false)
})
