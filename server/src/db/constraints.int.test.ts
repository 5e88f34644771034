import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { Prisma } from './generated/client.ts'

let database: TestDatabase
let anna: string
before(async () => {
  database = await openTestDatabase()
})
after(() => database.close())

beforeEach(async () => {
  const { db } = database
  await db.$executeRaw`TRUNCATE people, slots, machines, sessions, deliveries CASCADE`
  anna = (await db.people.create({ data: { name: 'Анна', email: 'anna@example.com' } })).id
  for (const [number, id] of ['ppx-1', 'ppx-2'].entries()) {
    const account = { service: 'perplexity', service_name: 'Perplexity', url: 'https://www.perplexity.ai/' }
    await db.slots.create({ data: { id, slot_number: number + 1, name: id, ...account } })
    await db.machines.create({ data: { id: `vm-${number + 1}`, name: id, driver: 'dry' } })
  }
})

const inAnHour = () => new Date(Date.now() + 3_600_000)
const occupy = (slot_id: string, machine_id: string) =>
  database.db.sessions.create({ data: { person_id: anna, slot_id, machine_id, ends_at: inAnHour() } })
const refusedBy = (constraint: string | RegExp) => (error: Error) => {
  assert.match(JSON.stringify([error, error.message]), new RegExp(constraint))
  return true
}

test('a slot has one open session at a time', async () => {
  await occupy('ppx-1', 'vm-1')

  await assert.rejects(occupy('ppx-1', 'vm-2'), refusedBy('P2002'))
})

test('a machine’s screen has one open session at a time, whatever the slot', async () => {
  await occupy('ppx-1', 'vm-1')

  await assert.rejects(occupy('ppx-2', 'vm-1'), refusedBy('P2002'))
})

test('an ended session keeps the slot until the seat is given back', async () => {
  const session = await occupy('ppx-1', 'vm-1')
  const ended = { state: 'ended', ended_at: new Date(), end_reason: 'manual' }
  await database.db.sessions.update({ where: { id: session.id }, data: ended })
  await assert.rejects(occupy('ppx-1', 'vm-1'), refusedBy('P2002'))

  await database.db.sessions.update({ where: { id: session.id }, data: { freed_at: new Date() } })

  await occupy('ppx-1', 'vm-1')
})

test('bookings of one slot never overlap, cancelled ones do not count, neighbours touch', async () => {
  const book = (from: string, to: string, status = 'active', slot = 'ppx-1') =>
    database.db.$executeRaw`
      INSERT INTO bookings (person_id, slot_id, date, start_time, duration_min, status, during)
      VALUES (${anna}::uuid, ${slot}, '2027-03-01', ${from}, 60, ${status},
              tstzrange(${`2027-03-01T${from}Z`}::timestamptz, ${`2027-03-01T${to}Z`}::timestamptz))`
  await book('10:00', '11:00')

  await assert.rejects(book('10:30', '11:30'), refusedBy('bookings_never_overlap'))
  await book('10:30', '11:30', 'cancelled')
  await book('11:00', '12:00')
  await book('10:30', '11:30', 'active', 'ppx-2')
})

test('a slot is offered to one person at a time', async () => {
  const { db } = database
  const place = await db.places.create({ data: { person_id: anna, slot_id: 'ppx-1' } })
  const offer = () =>
    db.offers.create({ data: { slot_id: 'ppx-1', person_id: anna, place_id: place.id, expires_at: inAnHour() } })
  const first = await offer()
  await assert.rejects(offer(), refusedBy('P2002'))

  await db.offers.update({ where: { id: first.id }, data: { settled_at: new Date(), outcome: 'taken' } })

  await offer()
})

test('the same delivery is owed once', async () => {
  const owe = () =>
    database.db.deliveries.create({
      data: { kind: 'notice', chat_id: 1n, dedupe_key: 'dump.1.part.0', payload: {} },
    })
  await owe()

  await assert.rejects(owe(), refusedBy('P2002'))
})

test('a session leaves one dump', async () => {
  const session = await occupy('ppx-1', 'vm-1')
  const leave = () =>
    database.db.dumps.create({
      data: { session_id: session.id, person_id: anna, deadline: inAnHour(), expires_at: inAnHour() },
    })
  await leave()

  await assert.rejects(leave(), refusedBy('P2002'))
})

test('people have one account per address, written in small letters', async () => {
  const join = (email: string) => database.db.people.create({ data: { name: 'Anna', email } })

  await assert.rejects(join('anna@example.com'), refusedBy('P2002'))
  await assert.rejects(join('Anna@Example.com'), refusedBy('people_email_check|people_check|violates check'))
})

test('a session ends only with a reason the product knows', async () => {
  const session = await occupy('ppx-1', 'vm-1')

  const bored = database.db.sessions.update({ where: { id: session.id }, data: { end_reason: 'bored' } })

  await assert.rejects(bored, refusedBy('sessions_check'))
})

test('what Prisma believes about the tables is what the migrations made', async () => {
  const { db } = database
  const columns = await db.$queryRaw<{ table: string; column: string; nullable: boolean }[]>`
    SELECT table_name AS table, column_name AS column, is_nullable = 'YES' AS nullable
    FROM information_schema.columns WHERE table_schema = 'public'`
  const inTables = columns.map(row => `${row.table}.${row.column}`).filter(name => !name.startsWith('_prisma'))
  const known = Object.values(Prisma.ModelName).flatMap(model => fieldsOf(model).map(field => `${model}.${field}`))

  // Prisma leaves out the columns whose types it does not know.
  assert.deepEqual(inTables.sort(), [...known, 'bookings.during', 'chat_texts.found'].sort())
})

test('every table can be read whole through Prisma', async () => {
  for (const model of Object.values(Prisma.ModelName)) await database.db[model as 'people'].findMany({ take: 1 })
})

test('every row can be written with its defaults, as Prisma fills them', async () => {
  const { db } = database
  const session = await occupy('ppx-1', 'vm-1')
  const now = new Date()
  await db.refresh_tokens.create({
    data: { person_id: anna, family_id: randomUUID(), token_hash: 'a', expires_at: now },
  })
  await db.link_tokens.create({ data: { token_hash: 'b', kind: 'invitation', person_id: anna, expires_at: now } })
  await db.attempts.create({ data: { kind: 'sign-in', key: 'anna', at: now } })
  await db.machine_status.create({ data: { vm_id: 'vm-1', is_healthy: true, updated_at: now } })
  await db.slot_machines.create({ data: { slot_id: 'ppx-1', machine_id: 'vm-1' } })
  await db.passes.create({
    data: { pass_hash: 'c', kind: 'desk', person_id: anna, session_id: session.id, expires_at: now },
  })
  await db.chats.create({
    data: {
      session_id: session.id,
      service: 'practice',
      chat_id: '1',
      url: 'https://a.example',
      first_seen: now,
      last_seen: now,
    },
  })
  await db.idempotency_keys.create({ data: { person_id: anna, route: 'occupy', key: 'k', body_hash: 'h' } })
  await db.settings.upsert({ where: { name: 'a' }, create: { name: 'a', value: 1 }, update: {} })

  const person = await db.people.findUniqueOrThrow({ where: { id: anna } })
  assert.deepEqual([person.locale, person.permissions], ['ru', ['slots:read', 'slots:use']])
})

function fieldsOf(model: string): string[] {
  const name = `${model[0]?.toUpperCase()}${model.slice(1)}ScalarFieldEnum`
  const fields = Object.entries(Prisma).find(([key]) => key === name)?.[1]
  assert.ok(fields && typeof fields === 'object', `Prisma knows ${model}`)
  return Object.values(fields as Record<string, string>)
}
