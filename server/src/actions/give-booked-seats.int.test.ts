import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type BookingWorld, openBookingWorld } from '../testing/booking-world.ts'
import { buildMachine, buildSession, buildSlot } from '../testing/build.ts'
import { at } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'
import { changeSlot } from './admin/change-slot.ts'
import { endSession } from './end-session.ts'
import { giveBookedSeats } from './give-booked-seats.ts'

let world: BookingWorld
before(async () => {
  world = await openBookingWorld()
})
after(() => world.server.close())
beforeEach(() => world.empty())

const known = async (booking: { id: string }) => {
  const session = await world.sessionOf(booking)
  assert.ok(session, 'no session came of the booking')
  return session
}

test('at its hour the booker is seated at a free slot; the first picture keeps the booking', async () => {
  const { guest, book, pass, statusOf, arrive, inMinutes, db, told, view } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  await db.people.update({ where: { id: anna.person.id }, data: { telegram_id: 7001n } })
  const booking = await book(anna, slot, 30)

  await pass(29)
  assert.equal(await world.sessionOf(booking), null)
  await pass(1)

  const session = await known(booking)
  assert.deepEqual([session.person_id, session.state], [anna.person.id, 'preparing'])
  assert.deepEqual(session.ends_at, inMinutes(60))
  assert.equal(await statusOf(booking), 'active')
  assert.deepEqual(await told(anna.person.id), ['booking:reminder', 'booking:given'])
  assert.equal((await view(anna, slot)).holder?.mine, true)
  await arrive(session)
  assert.equal(await statusOf(booking), 'kept')
})

test('who sits there is warned at ten, five and one, ended at the hour, and the booker gets the seat when it is clean', async () => {
  const { guest, book, pass, db, view, inMinutes, tick, clock } = world
  const slot = await buildSlot(db, { idle_minutes: 60 })
  const [holder, anna] = [await guest('Holder'), await guest('Anna')]
  const session = await buildSession(db, { person: holder.person, slot, started_at: clock.now() })
  const booking = await book(anna, slot, 30)
  assert.equal((await view(holder, slot)).until, inMinutes(30).toISOString())
  const seen = await holder.client.call('session', { params: { id: session.id } })
  assert.deepEqual([seen.promised_at, seen.ends_at], [booking.starts_at, booking.starts_at])

  for (const minutes of [20, 5, 4]) await pass(minutes)
  const warnings = await db.warnings.findMany({ where: { session_id: session.id }, orderBy: { minutes: 'desc' } })
  assert.deepEqual(
    warnings.map(({ timer, minutes }) => `${timer} ${minutes}`),
    ['booking_due 10', 'booking_due 5', 'booking_due 1'],
  )
  await pass(1)

  const ended = await db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.deepEqual([ended.end_reason, ended.ended_by, ended.ended_at], ['booking_due', 'Anna', clock.now()])
  assert.equal(await world.sessionOf(booking), null, 'the seat is not clean yet')
  await db.sessions.update({ where: { id: session.id }, data: { freed_at: clock.now() } })
  await tick()
  assert.equal((await known(booking)).person_id, anna.person.id)
})

test('nobody comes within ten minutes: no-show, straight to the queue, and the rest can be booked', async () => {
  const { guest, book, pass, statusOf, db, ready, join, offerOf, tick, clock } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 10, 120)
  await pass(10)
  await ready(await known(booking))
  await join(boris, slot)

  await pass(9.9)
  assert.equal(await statusOf(booking), 'active')
  await pass(0.1)

  const session = await known(booking)
  assert.deepEqual([await statusOf(booking), session.end_reason], ['no_show', 'no_show'])
  await db.sessions.update({ where: { id: session.id }, data: { freed_at: clock.now() } })
  await tick()
  assert.ok(await offerOf(boris))
  assert.equal((await book(boris, slot, 15)).status, 'active')
})

test('a walk-in is bounded by the booking, and refused when no turn fits before it', async () => {
  const { guest, book, pass, db, view, inMinutes } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 25)

  const free = await view(boris, slot)
  assert.deepEqual([free.state, free.free_until], ['free', booking.starts_at])
  await pass(20)
  const no = await refused(boris.client.call('occupy', at(slot)), 'slot.booked')
  assert.deepEqual(no.details, { holder: 'Anna', from: booking.starts_at, until: booking.ends_at })
  assert.equal((await view(boris, slot)).state, 'booked')

  const other = await buildSlot(db)
  await book(anna, other, 25)
  const taken = await boris.client.call('occupy', at(other))
  assert.equal(taken.ends_at, inMinutes(25).toISOString())
})

test('the booker may sit down a quarter of an hour before, and keeps the seat to the booking’s end', async () => {
  const { guest, book, pass, db } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const booking = await book(anna, slot, 30)
  await pass(15)

  const taken = await anna.client.call('occupy', at(slot))

  assert.equal(taken.ends_at, booking.ends_at)
  assert.equal((await known(booking)).id, taken.session_id)
})

test('who sits there already when their own booking begins just stays', async () => {
  const { guest, book, pass, db, statusOf, clock } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const booking = await book(anna, slot, 40, 180)
  const { session_id } = await anna.client.call('occupy', at(slot))
  await world.arrive({ id: session_id })
  clock.pass({ minutes: 35 })
  await db.sessions.update({ where: { id: session_id }, data: { last_input_at: clock.now() } })

  await pass(5)

  const session = await known(booking)
  assert.deepEqual([session.id, session.ends_at.toISOString()], [session_id, booking.ends_at])
  assert.equal(await statusOf(booking), 'kept')
})

test('a kept booking that is left early gives its rest back', async () => {
  const { guest, book, pass, db, arrive, statusOf, inMinutes } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 10, 120)
  await pass(10)
  const session = await known(booking)
  await arrive(session)
  await pass(10)
  await refused(boris.client.call('book', { body: world.wish(slot, 30) }), 'slot.booked')

  await anna.client.call('release', at(slot))

  assert.equal(await statusOf(booking), 'kept')
  assert.equal((await anna.client.call('bookings'))[0]?.ends_at, inMinutes(0).toISOString())
  assert.equal((await book(boris, slot, 30)).status, 'active')
})

test('who came early and left before their time had the booking then', async () => {
  const { guest, book, pass, db, arrive, statusOf } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 20, 120)
  await pass(10)
  await anna.client.call('occupy', at(slot))
  await arrive(await known(booking))
  await pass(5)
  await anna.client.call('release', at(slot))

  assert.equal(await statusOf(booking), 'kept')
  assert.equal((await book(boris, slot, 5)).status, 'active')
})

test('a booking that cannot be given until its end has expired, and its person is told', async () => {
  const { guest, book, pass, db, statusOf, told, server } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  await db.people.update({ where: { id: anna.person.id }, data: { telegram_id: 7002n } })
  const booking = await book(anna, slot, 30)
  await changeSlot(server.parts, slot.id, { is_active: false })

  await pass(30)
  assert.equal(await statusOf(booking), 'active')
  await pass(60)

  assert.equal(await statusOf(booking), 'expired')
  assert.deepEqual(await told(anna.person.id), ['booking:expired'])
})

test('a machine that does not come up costs nobody their booking: they are seated again', async () => {
  const { guest, book, pass, db, statusOf, server, clock, tick } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const booking = await book(anna, slot, 10, 120)
  await pass(10)
  const first = await known(booking)

  await endSession(server.parts, { sessionId: first.id, reason: 'start_failed' })
  assert.equal(await statusOf(booking), 'active')
  await db.sessions.update({ where: { id: first.id }, data: { freed_at: clock.now() } })
  clock.pass({ minutes: 1 })
  await tick()

  assert.notEqual((await known(booking)).id, first.id)
})

test('releasing or cancelling before the first picture ends the booking and the seat', async () => {
  const { guest, book, pass, db, statusOf } = world
  const [slot, other] = [await buildSlot(db), await buildSlot(db)]
  const anna = await guest('Anna')
  const [released, cancelled] = [await book(anna, slot, 10), await book(anna, other, 10)]
  await pass(10)

  await anna.client.call('release', at(slot))
  await anna.client.call('cancelBooking', { params: { id: cancelled.id } })
  await pass(1)

  assert.deepEqual([await statusOf(released), await statusOf(cancelled)], ['cancelled', 'cancelled'])
  assert.equal((await known(cancelled)).end_reason, 'manual')
  assert.equal(await db.sessions.count({ where: { ended_at: null } }), 0)
})

test('a turn held for somebody is withdrawn when a booking comes near, and comes again after it', async () => {
  const { guest, book, pass, db, join, offerOf, outcomes, free, clock, tick } = world
  const slot = await buildSlot(db)
  const [holder, anna, boris] = [await guest('Holder'), await guest('Anna'), await guest('Boris')]
  const session = await buildSession(db, { person: holder.person, slot, started_at: clock.now() })
  await join(boris, slot)
  const booking = await book(anna, slot, 15, 15)
  await pass(9)
  await free(session)
  await tick()
  assert.ok(await offerOf(boris))

  await pass(1)
  assert.deepEqual([await outcomes(), await offerOf(boris)], [['withdrawn'], undefined])
  await pass(5)
  const seated = await known(booking)
  await free(seated)
  await tick()

  assert.ok(await offerOf(boris))
})

test('two slots on one machine: the neighbour’s booking bounds and ends a turn here', async () => {
  const { guest, book, pass, db, clock, tick } = world
  const machine = await buildMachine(db)
  const [here, there] = [
    await buildSlot(db, { machines: [machine.id], idle_minutes: 60 }),
    await buildSlot(db, { machines: [machine.id] }),
  ]
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, there, 30)
  await refused(boris.client.call('book', { body: world.wish(here, 45) }), 'slot.booked')
  const taken = await boris.client.call('occupy', at(here))
  assert.equal(taken.ends_at, booking.starts_at)

  await world.arrive({ id: taken.session_id })
  await pass(30)

  const ended = await db.sessions.findUniqueOrThrow({ where: { id: taken.session_id } })
  assert.equal(ended.end_reason, 'booking_due')
  await db.sessions.update({ where: { id: ended.id }, data: { freed_at: clock.now() } })
  await tick()
  assert.equal((await known(booking)).machine_id, machine.id)
})

test('several servers at the hour seat the booker once', async () => {
  const { guest, book, db, clock, server } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const booking = await book(anna, slot, 10)
  clock.pass({ minutes: 10 })

  await Promise.all([1, 2, 3, 4].map(() => giveBookedSeats(server.parts)))

  assert.equal(await db.sessions.count({ where: { booking_id: booking.id } }), 1)
})

test('a booking of somebody who is disabled is gone at once, and its time is free', async () => {
  const { guest, book, db, statusOf, tick } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 30)
  await db.people.update({ where: { id: anna.person.id }, data: { disabled_at: new Date() } })

  await tick()

  assert.equal(await statusOf(booking), 'expired')
  assert.equal((await book(boris, slot, 30)).status, 'active')
})

test('a booking of somebody who may use no slots any more is not given', async () => {
  const { guest, book, pass, db, statusOf } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const booking = await book(anna, slot, 10)
  await db.people.update({ where: { id: anna.person.id }, data: { permissions: ['slots:read'] } })

  await pass(10)

  assert.equal(await statusOf(booking), 'expired')
})

test('a neighbour that has a second machine bounds nobody here', async () => {
  const { guest, book, db, view } = world
  const [shared, second] = [await buildMachine(db), await buildMachine(db)]
  const here = await buildSlot(db, { machines: [shared.id] })
  const there = await buildSlot(db, { machines: [shared.id, second.id] })
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]

  await book(anna, there, 30)

  assert.equal((await view(boris, here)).free_until, null)
  const taken = await boris.client.call('occupy', at(here))
  const seen = await boris.client.call('session', { params: { id: taken.session_id } })
  assert.equal(seen.promised_at, null)
})

test('who sits there until the very minute their own booking begins just stays', async () => {
  const { guest, book, pass, db, clock, inMinutes } = world
  const slot = await buildSlot(db, { idle_minutes: 90 })
  const anna = await guest('Anna')
  const given = { person: anna.person, slot, started_at: clock.now(), ends_at: inMinutes(30) }
  const session = await buildSession(db, given)
  const booking = await book(anna, slot, 30)

  await pass(30)

  const seat = await known(booking)
  assert.deepEqual([seat.id, seat.ended_at, seat.ends_at], [session.id, null, inMinutes(60)])
})

test('a turn that had run out before its person’s booking began ends, and the booking waits for them', async () => {
  const { guest, book, pass, statusOf, db, clock, inMinutes } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const session = await buildSession(db, { person: anna.person, slot, started_at: clock.now(), ends_at: inMinutes(60) })
  const booking = await book(anna, slot, 30)

  await pass(35)

  assert.equal((await db.sessions.findUniqueOrThrow({ where: { id: session.id } })).end_reason, 'idle')
  assert.equal(await statusOf(booking), 'active')
})
