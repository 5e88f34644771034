import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { rangeOf, wallTimeOf, weeksLater } from '../domain/booking-time.ts'
import { type BookingWorld, openBookingWorld, ZONE } from '../testing/booking-world.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { at, next } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'

let world: BookingWorld
before(async () => {
  world = await openBookingWorld()
})
after(() => world.server.close())
beforeEach(() => world.empty())

test('a person books a slot, sees it in their list and others in the calendar, and cancels it', async () => {
  const { guest, db, view, book, inMinutes } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]

  const booking = await book(anna, slot, 60)

  assert.deepEqual(
    [booking.starts_at, booking.ends_at, booking.status, booking.may.cancel, booking.person.mine],
    [inMinutes(60).toISOString(), inMinutes(120).toISOString(), 'active', true, true],
  )
  assert.deepEqual({ date: booking.date, startTime: booking.start_time }, wallTimeOf(inMinutes(60), ZONE))
  assert.deepEqual(await anna.client.call('bookings'), [booking])
  assert.deepEqual(await boris.client.call('bookings'), [])
  const seen = await view(boris, slot)
  assert.deepEqual([seen.state, seen.free_until, seen.booking?.name], ['free', booking.starts_at, 'Anna'])
  await refused(boris.client.call('cancelBooking', { params: { id: booking.id } }), 'auth.not-allowed')

  await anna.client.call('cancelBooking', { params: { id: booking.id } })
  await anna.client.call('cancelBooking', { params: { id: booking.id } })

  assert.equal((await anna.client.call('bookings'))[0]?.status, 'cancelled')
  assert.equal((await view(boris, slot)).booking, null)
  await refused(anna.client.call('cancelBooking', { params: { id: slot.id } }), 'booking.unknown')
})

test('the week shows everybody’s bookings and the sessions that run, in the company’s days', async () => {
  const { guest, db, book, inMinutes, clock } = world
  const [slot, busy] = [await buildSlot(db), await buildSlot(db)]
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 60)
  await buildSession(db, { person: anna.person, slot: busy, started_at: clock.now(), ends_at: inMinutes(90) })

  const week = await boris.client.call('bookingCalendar')

  assert.deepEqual([week.zone, week.from, week.days.length], [ZONE, wallTimeOf(clock.now(), ZONE).date, 7])
  assert.equal(
    week.days[0]?.starts_at,
    rangeOf({ date: week.from, startTime: '00:00' }, 1, ZONE).startsAt.toISOString(),
  )
  assert.deepEqual(
    week.bookings.map(({ id, person }) => [id, person.name, person.mine]),
    [[booking.id, 'Anna', false]],
  )
  assert.deepEqual(
    week.sessions.map(({ slot_id, person, ends_at }) => [slot_id, person.name, ends_at]),
    [[busy.id, 'Anna', inMinutes(90).toISOString()]],
  )
  assert.deepEqual(
    week.slots.map(({ id, may_book }) => [id, may_book]),
    [
      [slot.id, true],
      [busy.id, true],
    ],
  )
  const later = await boris.client.call('bookingCalendar', { query: { from: weeksLater(week.from, 1) } })
  assert.deepEqual(later.bookings, [])
})

test('a time that is taken is refused with who has it, and kept as wanted and not had', async () => {
  const { guest, db, book, wish } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const booking = await book(anna, slot, 60)

  const no = await refused(boris.client.call('book', { body: wish(slot, 90) }), 'slot.booked')

  assert.deepEqual(no.details, { holder: 'Anna', from: booking.starts_at, until: booking.ends_at })
  assert.match(no.message, /^The slot is booked by Anna from \d\d:\d\d until \d\d:\d\d\.$/)
  assert.equal(await db.denied.count({ where: { person_id: boris.person.id, why: 'slot.booked' } }), 1)
  assert.equal((await book(boris, slot, 120)).status, 'active')
})

test('what is wrong with a wish is said by its code', async () => {
  const { guest, db, wish, clock } = world
  const slot = await buildSlot(db)
  const phone = await buildSlot(db, { kind: 'phone' })
  const anna = await guest('Anna')
  const ask = (body: ReturnType<typeof wish>) => anna.client.call('book', { body })

  await refused(ask(wish(slot, -10)), 'booking.past')
  await refused(ask(wish(slot, 60, 10)), 'booking.too-short')
  await refused(ask(wish(slot, 60, 485)), 'booking.too-long')
  await refused(ask(wish(slot, 61)), 'booking.step')
  await refused(ask(wish(phone, 60)), 'booking.kind')
  await refused(ask(wish({ id: 'nowhere' }, 60)), 'slot.unknown')
  const today = wallTimeOf(clock.now(), ZONE).date
  const far = { ...wish(slot, 60), date: weeksLater(today, 3) }
  const no = await refused(ask(far), 'booking.too-far')
  assert.equal(no.details.days, '14')
  await refused(ask({ ...far, date: '2026-13-45' }), 'request.invalid')
  await refused(ask({ ...far, date: '9999-12-31' }), 'request.invalid')
  await refused(ask({ ...far, date: '2099-12-31' }), 'booking.too-far')
  await refused(ask({ ...far, date: '2000-01-01' }), 'booking.past')
  await refused(ask({ ...far, weeks: 26 }), 'booking.too-far')
  for (const from of ['2000-01-01', '2099-12-31'])
    assert.deepEqual((await anna.client.call('bookingCalendar', { query: { from } })).bookings, [])
})

test('six bookings to come are the most; one that is cancelled counts no more', async () => {
  const { guest, db, book, wish } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const first = await book(anna, slot, 60, 15)
  for (let hour = 2; hour <= 6; hour++) await book(anna, slot, hour * 60, 15)

  await refused(anna.client.call('book', { body: wish(slot, 7 * 60) }), 'booking.too-many')
  await anna.client.call('cancelBooking', { params: { id: first.id } })

  await book(anna, slot, 7 * 60)
})

test('many people book the same hour at once: one gets it, the others hear who', async () => {
  const { guest, db, wish } = world
  const slot = await buildSlot(db)
  const people = await Promise.all(['Anna', 'Boris', 'Vera', 'Gleb', 'Dina', 'Egor'].map(guest))

  const outcomes = await Promise.allSettled(
    people.map((who, index) => who.client.call('book', { body: wish(slot, 60 + index * 5) })),
  )

  const refusals = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []))
  assert.equal(refusals.length, 5)
  assert.deepEqual([...new Set(refusals.map(({ code }) => code))], ['slot.booked'])
  assert.equal(await db.bookings.count({ where: { status: 'active' } }), 1)
})

test('two slots with one machine cannot be booked for the same time, also not at the same instant', async () => {
  const { guest, db, wish } = world
  const machine = await buildMachine(db)
  const slots = [await buildSlot(db, { machines: [machine.id] }), await buildSlot(db, { machines: [machine.id] })]
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]

  const outcomes = await Promise.allSettled([
    anna.client.call('book', { body: wish(slots[0] as { id: string }, 60) }),
    boris.client.call('book', { body: wish(slots[1] as { id: string }, 60) }),
  ])

  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('what slips in past every look is stopped by the database, and the wish is looked at anew', async () => {
  const { guest, db, wish, server, inMinutes } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const { bookSlot } = await import('./book-slot.ts')
  const body = wish(slot, 60)
  // Somebody writes past the lock between the look and the insert.
  let meddled = false
  const change: typeof server.parts.change = work =>
    server.parts.change(async tx => {
      const meddling = new Proxy(tx, {
        get(tables, name) {
          if (name === '$queryRaw')
            return async (sql: TemplateStringsArray, ...values: unknown[]) => {
              if (!meddled && sql.join('').includes('INSERT INTO bookings')) {
                meddled = true
                await tx.$executeRaw`
                  INSERT INTO bookings (person_id, slot_id, date, start_time, duration_min, during)
                  VALUES (${anna.person.id}::uuid, ${slot.id}, ${body.date}::date, ${body.start_time}, 60,
                    tstzrange(${inMinutes(60)}::timestamptz, ${inMinutes(120)}::timestamptz))`
              }
              return tx.$queryRaw(sql, ...values)
            }
          return Reflect.get(tables, name, tables)
        },
      })
      return work(meddling)
    })
  const person = {
    id: boris.person.id,
    name: 'Boris',
    isAdmin: false,
    permissions: ['slots:use'],
    hasSecondFactor: false,
  }
  const wanted = { slotId: slot.id, date: body.date, startTime: body.start_time, minutes: 60, weeks: 1 }

  const booked = await bookSlot({ ...server.parts, change }, { person, wanted })

  // The first attempt was rolled back with what was meddled in; the second look found the time free.
  assert.equal(meddled, true)
  assert.equal(booked.ids.length, 1)
})

test('a booking the holder is not warned of in time is refused; ten minutes ahead it goes through', async () => {
  const { guest, db, wish, book, clock, inMinutes } = world
  const slot = await buildSlot(db)
  const [holder, anna] = [await guest('Holder'), await guest('Anna')]
  await buildSession(db, { person: holder.person, slot, started_at: clock.now(), ends_at: inMinutes(90) })

  const no = await refused(anna.client.call('book', { body: wish(slot, 5) }), 'booking.too-soon')
  assert.deepEqual(
    [no.details.holder, no.details.until, no.details.from],
    ['Holder', inMinutes(90).toISOString(), inMinutes(10).toISOString()],
  )
  assert.match(no.next ?? '', /^Book from \d\d:\d\d on, or queue for it\.$/)

  await book(anna, slot, 10)
})

test('the nearest times at which a wish goes through: at its slot first, then at others of its service', async () => {
  const { guest, db, book, wish, inMinutes } = world
  const [slot, other] = [await buildSlot(db), await buildSlot(db)]
  await buildSlot(db, { service: 'else' })
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  await book(anna, slot, 60, 120)
  const { slot_id, date, start_time } = wish(slot, 90)

  const query = { slot_id, date, start_time, duration_min: '60' }
  const times = await boris.client.call('suggestTimes', { query })

  assert.deepEqual(
    times.map(time => [time.slot_id, time.starts_at]),
    [
      [slot.id, inMinutes(0).toISOString()],
      [slot.id, inMinutes(180).toISOString()],
      [other.id, inMinutes(90).toISOString()],
    ],
  )
  for (const { slot_id, date, start_time } of times)
    await boris.client.call('book', { body: { slot_id, date, start_time, duration_min: 60 } })
})

test('everybody connected sees a booking made and cancelled; the holder sees their new end at once', async () => {
  const { guest, db, book, server, clock, inMinutes } = world
  const slot = await buildSlot(db)
  const [anna, holder] = [await guest('Anna'), await guest('Holder')]
  const session = await buildSession(db, {
    person: holder.person,
    slot,
    started_at: clock.now(),
    ends_at: inMinutes(90),
  })
  const line = server.line(holder.token)
  await next(line, 'hello')

  const made = next(line, 'booking.update', ({ booking }) => booking.status === 'active')
  const bounded = next(
    line,
    'session.update',
    event => event.session.id === session.id && event.session.promised_at !== null,
  )
  const booking = await book(anna, slot, 30)

  assert.deepEqual([(await made).booking.person.name, (await made).booking.person.mine], ['Anna', false])
  assert.equal((await bounded).session.ends_at, booking.starts_at)
  const gone = next(line, 'booking.update', event => event.booking.status === 'cancelled')
  const unbounded = next(line, 'session.update', event => event.session.promised_at === null)
  await anna.client.call('cancelBooking', { params: { id: booking.id } })
  await gone
  assert.equal((await unbounded).session.ends_at, inMinutes(90).toISOString())
})

test('a session is extended up to somebody’s booking and no further', async () => {
  const { guest, db, book, clock } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  await boris.client.call('occupy', at(slot))
  const booking = await book(anna, slot, 180)
  clock.pass({ minutes: 90 })

  const extended = await boris.client.call('extend', at(slot))

  assert.equal(extended.ends_at, booking.starts_at)
  const no = await refused(boris.client.call('extend', at(slot)), 'session.promised')
  assert.equal(no.details.holder, 'Anna')
})

test('an administrator cancels somebody’s booking, and its person is told by whom', async () => {
  const { guest, db, book, server, told } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  await db.people.update({ where: { id: anna.person.id }, data: { telegram_id: 7101n, locale: 'en' } })
  const booking = await book(anna, slot, 60)
  const admin = await server.signIn(await buildPerson(db, { name: 'Root', role: 'admin' }))
  const line = server.line(anna.token)
  await next(line, 'hello')

  const heard = next(line, 'notification')
  await admin.client.call('cancelBooking', { params: { id: booking.id } })

  assert.match((await heard).msg, /was cancelled by the administrator Root\.$/)
  assert.deepEqual(await told(anna.person.id), ['booking:cancelled'])
})

test('the same command with the same key books once', async () => {
  const { guest, db, wish } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const press = () => anna.client.call('book', { body: wish(slot, 60), idempotencyKey: 'once' })

  const [first, second] = [await press(), await press()]

  assert.deepEqual(second, first)
  assert.equal(await db.bookings.count(), 1)
})
