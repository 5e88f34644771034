import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DumpItem } from '@taxi/contract/dumps.ts'
import type { EndReason } from '@taxi/contract/sessions.ts'
import type { sessionsModel } from '../db/generated/models.ts'
import { personOf } from '../db/read/person.ts'
import { buildPerson } from '../testing/build.ts'
import { type EndingWorld, type GoingOn, openEndingWorld, type Seated } from '../testing/ending-world.ts'
import { endDueSession } from './end-due-session.ts'
import { endForShutdown } from './end-for-shutdown.ts'
import { endSession } from './end-session.ts'
import { finishWork } from './finish-work.ts'
import { handOverSession } from './hand-over-session.ts'
import { kickSession } from './kick-session.ts'
import { releaseSlot } from './release-slot.ts'

let world: EndingWorld
before(async () => {
  world = await openEndingWorld()
})
after(() => world.close())

interface Ending {
  /** How the session stands when this end comes. */
  given?: () => Partial<sessionsModel>
  /** Minutes until the clock brings it. */
  minutes?: number
  end: (seated: Seated) => Promise<unknown>
}

const byClock = ({ session }: Seated) => endDueSession(world.parts, session.id)
const inMinutes = (minutes: number) => new Date(world.clock.now().getTime() + minutes * 60_000)
const live = () => ({ ends_at: inMinutes(24 * 60) })
const booked = async ({ slot, session }: Seated, personId: string, minutes: number) => {
  const starts_at = new Date(session.started_at.getTime() + minutes * 60_000)
  const ends_at = new Date(starts_at.getTime() + 3_600_000)
  const [row] = await world.db.$queryRaw<{ id: string }[]>`
    INSERT INTO bookings (id, person_id, slot_id, date, start_time, duration_min, during)
    VALUES (gen_random_uuid(), ${personId}::uuid, ${slot.id}, ${starts_at}::date, '10:00', 60,
      tstzrange(${starts_at}::timestamptz, ${ends_at}::timestamptz)) RETURNING id::text`
  return row?.id ?? ''
}

/** Each end by the door it comes through. */
const endings: Record<EndReason, Ending> = {
  manual: { end: ({ person, slot }) => releaseSlot(world.parts, { personId: person.id, slotId: slot.id }) },
  timeout: { given: () => ({ last_input_at: inMinutes(120) }), minutes: 121, end: byClock },
  idle: { given: live, minutes: 21, end: byClock },
  disconnect: {
    given: () => ({ ...live(), state: 'away', away_since: world.clock.now() }),
    minutes: 6,
    end: byClock,
  },
  start_failed: { given: () => ({ state: 'preparing', phases: {}, first_frame_at: null }), minutes: 11, end: byClock },
  kicked: {
    async end({ session }) {
      const by = personOf(await buildPerson(world.db, { role: 'admin' }))
      return kickSession(world.parts, { by, sessionId: session.id, note: 'needed' })
    },
  },
  handed_over: {
    async end({ person, session }) {
      const heir = await buildPerson(world.db)
      return handOverSession(world.parts, { personId: person.id, sessionId: session.id, heirId: heir.id })
    },
  },
  machine_lost: {
    async end({ session }) {
      await endSession(world.parts, { sessionId: session.id, reason: 'machine_lost' })
      await finishWork(world.parts, session.id)
    },
  },
  shutdown: { end: () => endForShutdown(world.parts) },
  booking_due: {
    given: live,
    async end(seated) {
      await booked(seated, (await buildPerson(world.db)).id, 15)
      world.clock.pass({ minutes: 16 })
      return byClock(seated)
    },
  },
  no_show: {
    given: () => ({ ...live(), state: 'preparing', phases: { browser: 1 }, first_frame_at: null }),
    async end(seated) {
      const booking_id = await booked(seated, seated.person.id, 0)
      await world.db.sessions.update({ where: { id: seated.session.id }, data: { booking_id } })
      world.clock.pass({ minutes: 11 })
      return byClock(seated)
    },
  },
}

const kindsOf: Record<GoingOn, (items: DumpItem[]) => boolean> = {
  'chat open': items =>
    items.some(item => item.path.endsWith('.md') && item.kind === 'chat' && item.status === 'complete') &&
    items.some(item => item.path === 'downloads/report.txt' && item.status === 'complete'),
  'generation running': items =>
    items.some(item => item.kind === 'chat' && item.status === 'partial' && /still being written/.test(item.why ?? '')),
  'download running': items =>
    items.filter(item => item.path === 'downloads/video.mp4' && item.status !== 'complete' && item.why).length === 1,
  nothing: items => items.every(item => item.kind !== 'chat' && item.kind !== 'download'),
}

for (const [reason, { given, minutes, end }] of Object.entries(endings))
  for (const goingOn of Object.keys(kindsOf) as GoingOn[])
    test(`${reason}, ${goingOn}: one dump, for the person who sat there, with what was there`, async () => {
      const seated = await world.sit(goingOn, given?.())
      if (minutes) world.clock.pass({ minutes })

      await end(seated)
      // What is made without its person is waited for; then it is over.
      await finishWork(world.parts, seated.session.id)
      await world.giveBack(seated)
      await world.workOnDumps()

      const dumps = await world.db.dumps.findMany({ where: { session_id: seated.session.id } })
      const session = await world.rowOf(seated)
      assert.equal(dumps.length, 1)
      assert.equal(session.end_reason, reason)
      assert.equal(dumps[0]?.person_id, seated.person.id)
      assert.equal(dumps[0]?.state, 'kept')
      assert.ok(session.freed_at)
      const items = dumps[0]?.items as unknown as DumpItem[]
      assert.ok(kindsOf[goingOn](items), JSON.stringify(items))
    })
