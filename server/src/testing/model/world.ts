import { rmSync } from 'node:fs'
import { closeSeat } from '../../actions/close-seat.ts'
import { endSession } from '../../actions/end-session.ts'
import { giveBookedSeats } from '../../actions/give-booked-seats.ts'
import { noteAway } from '../../actions/note-away.ts'
import { offerTurns } from '../../actions/offer-turns.ts'
import { prepareSeat } from '../../actions/prepare-seat.ts'
import { watchMachine } from '../../actions/watch-machine.ts'
import { changeOf, connect } from '../../db/client.ts'
import type { peopleModel } from '../../db/generated/models.ts'
import { personOf } from '../../db/read/person.ts'
import { keepTime } from '../../entrypoints/jobs/tick.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import type { Companions, Parts } from '../../parts.ts'
import { buildMachine, buildPerson, buildSlot } from '../build.ts'
import { openTestDatabase } from '../database.ts'
import { fakeClock } from '../fake-clock.ts'
import { fakeCompanions, fakeParts } from '../fake-parts.ts'
import { obligingMachines } from '../obliging-machines.ts'
import { MOST_BOOKINGS } from './bookings.ts'

/** Two slots of one service, one by itself on the machine of another. */
export const SLOTS = [
  { id: 'a1', service: 'alpha', machine: 'm1' },
  { id: 'a2', service: 'alpha', machine: 'm2' },
  { id: 'b1', service: 'beta', machine: 'm3' },
  { id: 'c1', service: 'gamma', machine: 'm3' },
]
export const TEMPLATES: Record<string, string[]> = { research: ['a1', 'b1'], everything: ['a2', 'b1', 'c1'] }
export const PEOPLE = ['Anna', 'Boris', 'Vera', 'Gleb']

export type World = Awaited<ReturnType<typeof openModelWorld>>

/** Real actions on a real database; the clock stands still, machines and companions answer at once. */
export async function openModelWorld(start: Date) {
  const database = await openTestDatabase()
  const rows = new Map<string, peopleModel>()
  for (const [index, name] of [...PEOPLE, 'Admin'].entries()) {
    const telegram_id = index < 2 ? BigInt(index + 1) : null
    rows.set(name, await buildPerson(database.db, { name, telegram_id, role: name === 'Admin' ? 'admin' : 'member' }))
  }
  for (const id of new Set(SLOTS.map(slot => slot.machine))) await buildMachine(database.db, { id })
  for (const { machine, ...slot } of SLOTS)
    await buildSlot(database.db, { ...slot, service_name: slot.service, machines: [machine] })

  const templates = new Map<string, string>()
  for (const [name, slot_ids] of Object.entries(TEMPLATES)) {
    const data = { name, icon: 'rocket', slot_ids, is_shared: true, created_by: rows.get('Admin')?.id ?? '' }
    templates.set(name, (await database.db.templates.create({ data })).id)
  }

  const down = new Set<string>()
  const outside = {
    machines: obligingMachines(down),
    companions: fakeCompanions({ ask: answerAtOnce }),
  }
  let clock = fakeClock(start)
  const config = { COMPANY_TIMEZONE: 'UTC', MAX_BOOKINGS: MOST_BOOKINGS }
  const first = fakeParts(database, { ...outside, now: () => clock.now(), config })
  let parts: Parts = first

  return {
    get parts() {
      return parts
    },
    get clock() {
      return clock
    },
    person: (name: string) => {
      const row = rows.get(name)
      if (!row) throw new Error(`nobody is called ${name}`)
      return personOf(row)
    },
    template: (name: string) => templates.get(name) ?? '',
    /** Machines that do not answer now. */
    down,
    /** Everything the server does by itself at this instant. */
    jobs: () => doJobs(parts, down),
    async watch(machine: string) {
      const { lostSessionId } = await watchMachine(parts, machine)
      if (lostSessionId) await endSession(parts, { sessionId: lostSessionId, reason: 'machine_lost' })
    },
    /** The server is gone and comes back: what it had in its memory is lost, every desk has to connect anew. */
    async restart() {
      if (parts.db !== first.db) await parts.db.$disconnect()
      const db = connect(database.url, 10)
      parts = { ...first, db, change: changeOf(db) }
      await noteAway(parts, 'everybody')
    },
    /** An empty day. */
    async forget() {
      clock = fakeClock(start)
      down.clear()
      await database.db
        .$executeRaw`TRUNCATE sessions, offers, places, denied, deliveries, machine_status, incidents, bookings CASCADE`
    },
    async close() {
      if (parts.db !== first.db) await parts.db.$disconnect()
      await database.close()
      rmSync(first.config.dataDir, { recursive: true, force: true })
    },
  }
}

async function doJobs(parts: Parts, down: Set<string>): Promise<void> {
  await keepTime(parts)
  // Machines set aside after repeated errors are a story of their own: watch-machine.int.test.ts.
  await parts.db.machine_errors.deleteMany()
  const failing = await parts.db.machine_status.findMany({ where: { failing_since: { not: null } } })
  for (const id of new Set([...down, ...failing.map(({ vm_id }) => vm_id)])) {
    const { lostSessionId } = await watchMachine(parts, id)
    if (lostSessionId) await endSession(parts, { sessionId: lostSessionId, reason: 'machine_lost' })
  }
  for (const session of await parts.db.sessions.findMany({ where: { freed_at: null } })) {
    if (session.ended_at) await closeSeat(parts, session.id)
    else await prepareSeat(parts, session.id).catch(ignoreTrouble)
  }
  await giveBookedSeats(parts)
  // The clock hears of every slot that changed and looks again.
  for (let told = true; told; ) {
    told = false
    const change = changeOf(parts.db, () => {
      told = true
    })
    await offerTurns({ ...parts, change })
  }
}

const ignoreTrouble = (error: unknown) => {
  if (!(error instanceof MachineError)) throw error
}

const answerAtOnce = (async () => ({
  tabs: [],
  chats: [],
  history: [],
  downloads: [],
  ready: true,
})) as unknown as Companions['ask']
