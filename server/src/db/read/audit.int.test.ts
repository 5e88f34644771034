import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '@taxi/contract/client.ts'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { refused } from '../../testing/refused.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer({ config: { COMPANY_TIMEZONE: 'Europe/Moscow' } })
})
after(() => server.close())

async function asAdmin(name = 'Ada') {
  const person = await buildPerson(server.parts.db, { role: 'admin', name })
  return { person, ...(await server.signIn(person)) }
}
type Admin = Awaited<ReturnType<typeof asAdmin>>
/** Commands whose trace was looked for. */
const called = new Set<EndpointName>()

/** What this administrator did, oldest first, as the log tells it. */
async function deedsOf({ client, person }: Admin) {
  const { rows } = await client.call('audit', { query: { person_id: person.id } })
  return rows.filter(row => row.actor?.id === person.id).reverse()
}

test('everything an administrator does stands in the log: who, what, to what, before, after, from where', async () => {
  const admin = await asAdmin()
  const client: Pick<Client, 'call'> = {
    call(name, ...options) {
      called.add(name)
      return admin.client.call(name, ...options)
    },
  }
  const account = { service: 'gemini', service_name: 'Gemini', url: 'https://gemini.google.com/app' }
  await client.call('addMachine', { body: { vm_id: 'vm-1', name: 'First', driver: 'dry' } })
  await client.call('changeMachine', { params: { id: 'vm-1' }, body: { name: 'Renamed' } })
  await client.call('addSlot', { body: { id: 'gem-1', name: 'Gemini', ...account, password: 'canary-one' } })
  const change = { max_minutes: 30, password: 'canary-two', machine_ids: ['vm-1'] }
  await client.call('changeSlot', { params: { id: 'gem-1' }, body: change })
  await client.call('changeSlot', { params: { id: 'gem-1' }, body: { max_minutes: 30 } })
  const { person: boris } = await client.call('addPerson', { body: { name: 'Boris', email: 'boris@taxi.test' } })
  const params = { id: boris.id }
  await client.call('changePerson', { params, body: { role: 'operator' } })
  await client.call('invitePerson', { params })
  const session = await buildSession(server.parts.db, { person: boris, slot: await buildSlot(server.parts.db) })
  await client.call('kick', { params: { id: session.id }, body: { reason: 'fire drill' } })
  await client.call('changePerson', { params, body: { disabled: true } })
  await client.call('changePerson', { params, body: { disabled: false } })
  await client.call('reveal', { params: { id: 'gem-1' }, body: { reason: 'signing in anew' } })
  await client.call('endPersonSignIns', { params })
  await client.call('resetTotp', { params })
  await client.call('addMachine', { body: { vm_id: 'vm-2', name: 'Second', driver: 'ssh', address: '10.77.0.2' } })
  await client.call('offerJoin', { params: { id: 'vm-2' } })
  const drift = { service: 'claude', day: new Date('2026-11-21'), what: 'turns', shape: '{}', answer: '{}' }
  await server.parts.db.drifts.create({ data: drift })
  await client.call('driftAnswer', { params: { id: 'claude:2026-11-21' } })

  const deeds = await deedsOf(admin)

  assert.deepEqual(
    deeds.map(({ action, object }) => `${action} ${object?.name}`),
    [
      'machine.add First',
      'machine.change Renamed',
      'slot.add Gemini',
      'slot.change Gemini',
      'person.add Boris',
      'person.change Boris',
      'person.invite Boris',
      `session.kick ${session.slot_id}`,
      'person.disable Boris',
      'person.enable Boris',
      'slot.reveal Gemini',
      'person.sign-out Boris',
      'second-factor.reset Boris',
      'machine.add Second',
      'machine.offer-join Second',
      'reader.answer claude',
    ],
  )
  assert.deepEqual(deeds[3]?.before, { max_minutes: 120, password_encrypted: '(secret)', machine_ids: [] })
  assert.deepEqual(deeds[3]?.after, { max_minutes: 30, password_encrypted: '(secret)', machine_ids: ['vm-1'] })
  assert.deepEqual(deeds[7]?.reason, 'fire drill')
  assert.deepEqual([deeds[8]?.before, deeds[8]?.after], [{ disabled: false }, { disabled: true }])
  assert.ok(deeds.every(({ address, actor }) => address?.includes('127.0.0.1') && actor?.name === 'Ada'))
  assert.doesNotMatch(JSON.stringify(deeds), /canary/)
})

/** What takes a screen, a machine that is ill or one that can be repaired: their own tests look for the trace. */
const TRIED_ELSEWHERE: EndpointName[] = [
  'watch',
  'liftQuarantine',
  'restartSlot',
  'rebootDevice',
  'rebootMachine',
  'backUpProfile',
  'restoreProfile',
]

test('whatever takes more than an everyday permission and changes something has been tried', () => {
  const everyday = new Set([null, 'slots:read', 'slots:use'])
  const commands = (Object.keys(endpoints) as EndpointName[]).filter(
    name => endpoints[name].method !== 'GET' && !everyday.has(endpoints[name].permission),
  )

  assert.deepEqual(commands.toSorted(), [...called, ...TRIED_ELSEWHERE].sort())
})

test('a command that is refused leaves no trace of having been done', async () => {
  const admin = await asAdmin()

  await refused(admin.client.call('changeSlot', { params: { id: 'nothing' }, body: { name: 'x' } }), 'slot.unknown')

  assert.deepEqual(await deedsOf(admin), [])
})

test('a turn’s begin and end stand in the log', async () => {
  const { db } = server.parts
  const admin = await asAdmin()
  const slot = await buildSlot(db, { name: 'Lovable' })
  const person = await buildPerson(db, { name: 'Vera' })
  const { client } = await server.signIn(person)
  const { session_id } = await client.call('occupy', { params: { id: slot.id } })
  await client.call('release', { params: { id: slot.id } })

  const { rows } = await admin.client.call('audit', { query: { q: session_id } })

  assert.deepEqual(
    rows.map(({ action, actor, after }) => [action, actor?.name, after?.end_reason]),
    [
      ['session.end', 'Vera', 'manual'],
      ['session.begin', 'Vera', undefined],
    ],
  )
})

test('the log is searched by words, by action or its family, by person and by days of the company', async () => {
  const { parts } = server
  const admin = await asAdmin('Grace')
  const record = (action: string, reason: string) =>
    parts.change(async tx => tx.record({ action, reason, object: { kind: 'slot', id: 'find-me', name: '100 %_sure' } }))
  await record('hunt.one', 'Первая причина')
  await record('hunt.two', 'second reason')
  const find = async (query: object) =>
    (await admin.client.call('audit', { query })).rows
      .filter(row => row.action.startsWith('hunt'))
      .map(row => row.action)

  assert.deepEqual(await find({ q: 'ПЕРВАЯ' }), ['hunt.one'])
  assert.deepEqual(await find({ q: '%_s' }), ['hunt.two', 'hunt.one'])
  assert.deepEqual(await find({ q: '%nothing%' }), [])
  assert.deepEqual(await find({ action: 'hunt' }), ['hunt.two', 'hunt.one'])
  assert.deepEqual(await find({ action: 'hunt.one' }), ['hunt.one'])
  assert.deepEqual(await find({ action: 'hunt.o' }), [])
  assert.deepEqual(await find({ person_id: admin.person.id }), [])
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Moscow' }).format(new Date())
  assert.deepEqual(await find({ from: today, to: today }), ['hunt.two', 'hunt.one'])
  assert.deepEqual(await find({ to: '2020-01-01' }), [])
  assert.deepEqual(await find({ from: '2099-01-01' }), [])
})

test('the log is read page by page without a row twice', async () => {
  const admin = await asAdmin()
  await server.parts.change(async tx => {
    for (let row = 0; row < 120; row++) tx.record({ action: 'paged', after: { row } })
  })

  const seen: unknown[] = []
  for (let before: string | undefined; ; ) {
    const { rows, next } = await admin.client.call('audit', {
      query: { action: 'paged', ...(before ? { before } : {}) },
    })
    seen.push(...rows.map(row => row.after?.row))
    if (next === null) break
    before = String(next)
  }

  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, row) => 119 - row),
  )
})

test('administrators can have the log looked over', async () => {
  const { client } = await asAdmin()

  const verdict = await client.call('verifyAudit')

  assert.deepEqual([verdict.ok, verdict.broken_at, verdict.why], [true, null, null])
  assert.equal(verdict.rows, await server.parts.db.audit.count())
})

test('bookings and templates leave their trace too, made, changed and gone', async () => {
  const admin = await asAdmin('Ines')
  const { client } = admin
  const slot = await buildSlot(server.parts.db, { name: 'Perplexity' })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const wish = { slot_id: slot.id, date: tomorrow, start_time: '10:00', duration_min: 60 }
  const { bookings } = await client.call('book', { body: wish })
  const [booking] = bookings
  assert.ok(booking)
  await client.call('cancelBooking', { params: { id: booking.id } })
  const template = await client.call('addTemplate', { body: { name: 'Morning', slot_ids: [slot.id] } })
  const params = { id: template.id }
  await client.call('changeTemplate', { params, body: { name: 'Evening', slot_ids: [slot.id] } })
  await client.call('removeTemplate', { params })

  const deeds = await deedsOf(admin)

  assert.deepEqual(
    deeds.map(({ action, object }) => `${action} ${object?.name}`),
    [
      'booking.make Perplexity',
      'booking.cancel Perplexity',
      'template.add Morning',
      'template.change Evening',
      'template.remove Evening',
    ],
  )
})
