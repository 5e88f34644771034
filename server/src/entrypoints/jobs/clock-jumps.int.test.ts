import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connect } from '../../db/client.ts'
import { startClock } from '../../outside/clock.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { fakeComputer } from '../../testing/fake-computer.ts'
import { fakeParts } from '../../testing/fake-parts.ts'
import { endDueSessions } from './tick.ts'

let database: TestDatabase
before(async () => {
  database = await openTestDatabase()
})
after(() => database.close())

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = new Date('2026-11-23T09:00:00Z')

/** Four people, each with one timer that runs out after so many minutes: idle 20, away 5, no-show 10, time 120. */
async function fourTimers(now: Date) {
  const { db } = database
  const seat = async (given: Partial<Parameters<typeof buildSession>[1]>, idle_minutes = 20) => {
    const slot = await buildSlot(db, { idle_minutes })
    return buildSession(db, { person: await buildPerson(db), slot, started_at: now, first_frame_at: now, ...given })
  }
  const booked = await seat({ state: 'preparing', first_frame_at: null, phases: { lease: 1, machine: 2, browser: 3 } })
  const [{ id: booking_id } = { id: '' }] = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO bookings (person_id, slot_id, date, start_time, duration_min, during)
    VALUES (${booked.person_id}::uuid, ${booked.slot_id}, '2026-11-23', '12:00', 60,
      tstzrange(${now}::timestamptz, ${new Date(now.getTime() + HOUR)}::timestamptz)) RETURNING id`
  await db.sessions.update({ where: { id: booked.id }, data: { booking_id } })
  return [
    { minutes: 5, reason: 'disconnect', session: await seat({ state: 'away', away_since: now }) },
    { minutes: 10, reason: 'no_show', session: booked },
    { minutes: 20, reason: 'idle', session: await seat({ last_input_at: now }) },
    { minutes: 120, reason: 'timeout', session: await seat({}, 1_440) },
  ]
}

/** Looks every second from minute to minute, and says how many seconds after the start each session ended, and why. */
async function watch(
  timers: Awaited<ReturnType<typeof fourTimers>>,
  { jumpAt, jump, restart }: { jumpAt: number; jump: number; restart: boolean },
) {
  const computer = fakeComputer(START)
  let [clock, db] = [startClock({ warn() {} }, computer.sources), database.db]
  const ends = new Map<string, { seconds: number; reason: string }>()
  for (let seconds = 0; seconds <= 121 * 60; seconds++) {
    if (seconds === jumpAt) computer.set(jump)
    if (restart && seconds % 600 === 300) {
      await (db === database.db ? null : db.$disconnect())
      ;[clock, db] = [startClock({ warn() {} }, computer.sources), connect(database.url, 2)]
    }
    clock.now()
    // Only near an end is the database asked: it would be two hours of seconds.
    if (timers.some(({ minutes }) => Math.abs(seconds - minutes * 60) <= 6)) {
      const parts = fakeParts({ db, change: database.change }, { now: clock.now })
      await endDueSessions(parts)
      for (const { session } of timers) {
        const row = await db.sessions.findUniqueOrThrow({ where: { id: session.id } })
        if (row.end_reason && !ends.has(session.id)) ends.set(session.id, { seconds, reason: row.end_reason })
      }
    }
    computer.pass(1_000)
  }
  if (db !== database.db) await db.$disconnect()
  return timers.map(({ session }) => ends.get(session.id))
}

test('the four timers are exact to the second, also across restarts', async () => {
  const timers = await fourTimers(START)

  const ends = await watch(timers, { jumpAt: -1, jump: 0, restart: true })

  assert.deepEqual(
    ends,
    timers.map(({ minutes, reason }) => ({ seconds: minutes * 60, reason })),
  )
})

for (const hours of [1, -1])
  test(`the computer’s clock is set by ${hours} h meanwhile: nobody is ended more than five seconds early or late`, async () => {
    const timers = await fourTimers(START)

    const ends = await watch(timers, { jumpAt: 90, jump: hours * HOUR, restart: false })

    for (const [index, { minutes, reason }] of timers.entries()) {
      const end = ends[index]
      assert.equal(end?.reason, reason)
      assert.ok(Math.abs((end?.seconds ?? 0) - minutes * 60) <= 5, `${reason}: ${end?.seconds} s`)
    }
  })
