import { closeCode } from '@taxi/contract/desk.ts'
import { noteAway } from '../../actions/note-away.ts'
import type { News } from '../../db/client.ts'
import { readOpenAsks } from '../../db/read/asks.ts'
import { readSlot } from '../../db/read/board.ts'
import { dumpViewOf } from '../../db/read/dump-view.ts'
import { readSession } from '../../db/read/session.ts'
import { slotsOnSameMachines } from '../../db/read/slots-on-same-machines.ts'
import { mayPerson } from '../../domain/person.ts'
import { slotViewFor } from '../../domain/slot-view.ts'
import { watchedView } from '../../domain/watched-view.ts'
import type { Parts } from '../../parts.ts'
import { liveVisitor } from '../http/live-visitor.ts'
import type { Board } from './board.ts'
import { createHolderTeller } from './holder-teller.ts'
import type { Live } from './live.ts'
import { createQueueTeller } from './queue-teller.ts'
import { tellAsk } from './tell-ask.ts'
import { tellBooking } from './tell-booking.ts'
import { tellBookingNotice } from './tell-booking-notice.ts'
import { tellDrift } from './tell-drift.ts'
import { tellGuarded } from './tell-guarded.ts'
import { tellHanded } from './tell-handed.ts'
import { tellIncident } from './tell-incident.ts'
import { tellStolen } from './tell-stolen.ts'
import { tellWarning } from './tell-warning.ts'

export interface Relay {
  /** `null`: news may have been missed, so everything is told again. */
  hear(news: News | null): void
  /** Resolves when everything heard so far was told. */
  settled(): Promise<void>
}

type Needs = Pick<Parts, 'config' | 'serverId' | 'db' | 'change' | 'now' | 'desks' | 'log'>

/** Turns news of what changed into what each connected person should see now, and closes desks of sessions that ended. */
export function createRelay(parts: Needs, board: Board, live: Live, forgetPerson: (id: string) => void): Relay {
  const waiting = new Map<string, News>()
  let telling: Promise<void> | null = null
  const looks = new Set<Promise<void>>()
  const tellQueue = createQueueTeller(parts, live)
  const tellHolder = createHolderTeller(tellSession)

  async function tellSlot(id: string): Promise<void> {
    const version = board.next()
    const slot = await readSlot(parts.db, id)
    if (!slot) return
    for (const person of live.people().filter(person => mayPerson(person, 'slots:read')))
      live.toPerson(person.id, 'slot.update', {
        epoch: board.epoch,
        version,
        slot: slotViewFor(slot, person, parts.now()),
      })
    await tellHolder(slot, parts.now())
  }

  async function tellSession(id: string): Promise<void> {
    const row = await parts.db.sessions.findUnique({ where: { id }, select: { person_id: true } })
    const session = row && (await readSession(parts.db, id))
    if (!session) return
    live.toPerson(row.person_id, 'session.update', { session })
    live.toSession(id, 'session.update', { session })
    live.toWatchers(id, 'session.update', { session: watchedView(session) })
    if (session.end_reason) parts.desks.close(id, closeCode(session.end_reason), session.end_reason)
  }

  const told = {
    slot: async (id: string) => {
      await tellSlot(id)
      for (const neighbour of await slotsOnSameMachines(parts.db, id)) await tellSlot(neighbour)
    },
    session: tellSession,
    dump: async (id: string) => {
      const row = await parts.db.dumps.findUnique({ where: { id } })
      if (!row) return
      live.toPerson(row.person_id, 'dump.update', { dump: dumpViewOf(row) })
      live.toSession(row.session_id, 'dump.update', { dump: dumpViewOf(row) })
    },
    person: async (id: string) => {
      const desks = parts.desks.list().filter(desk => desk.person_id === id)
      await Promise.all([live.recheck(id), ...desks.map(recheckDesk)])
    },
    machine: async (id: string) => {
      const attached = await parts.db.slot_machines.findMany({ where: { machine_id: id } })
      for (const { slot_id } of attached) await tellSlot(slot_id)
    },
    booking: (id: string) => tellBooking(parts, live, id),
    booking_notice: (key: string) => tellBookingNotice(parts, live, key),
    ask: (id: string) => tellAsk(parts, live, id),
    handed: (id: string) => tellHanded(parts, live, id),
    stolen: (id: string) => tellStolen(parts, live, id),
    warning: (key: string) => tellWarning(parts, live, key),
    incident: (id: string) => tellIncident(parts, live, id),
    drift: (key: string) => tellDrift(parts, live, key),
    guarded: (key: string) => tellGuarded(parts, live, key),
    queue: async (id: string) => {
      const person = live.people().find(person => person.id === id)
      if (person) await tellQueue(person)
    },
    wake: async () => {},
  }

  async function recheckDesk(desk: ReturnType<Needs['desks']['list']>[number]): Promise<void> {
    const visitor = await liveVisitor(parts, desk.person_id, desk.family_id)
    if (visitor && (!desk.read_only || mayPerson(visitor, 'slots:admin'))) return
    const alone = desk.read_only ? desk.person_id : undefined
    parts.desks.close(desk.session_id, closeCode('signed_out'), 'signed_out', alone)
    if (desk.read_only) return
    await noteAway(parts, { sessionId: desk.session_id })
  }

  const tell = (news: News): Promise<void> =>
    told[news.about](news.id).catch(error =>
      parts.log.warn({ news, why: error instanceof Error ? error.message : String(error) }, 'news could not be told'),
    )
  async function tellAll(): Promise<void> {
    for (const [key, news] of waiting) {
      waiting.delete(key)
      await tell(news)
    }
    telling = null
    if (waiting.size) wake()
  }
  function wake() {
    telling ??= tellAll()
  }

  function hear(news: News | null): void {
    if (!news) return void everything()
    if (news.about === 'wake') return
    board.forget()
    if (news.about === 'person') {
      lookAgainAt(news)
      return
    }
    // News of the same thing that still waits is told once: what is read is what stands now.
    waiting.set(`${news.about} ${news.id}`, news)
    wake()
  }

  /** Whoever may be out by now does not wait behind everything else there is to tell. */
  function lookAgainAt(news: News & { about: 'person' }): void {
    forgetPerson(news.id)
    const looking = tell(news).finally(() => looks.delete(looking))
    looks.add(looking)
  }

  async function everything(): Promise<void> {
    try {
      const open = await parts.db.sessions.findMany({ where: { freed_at: null }, select: { id: true } })
      for (const slot of await parts.db.slots.findMany({ select: { id: true } })) hear({ about: 'slot', id: slot.id })
      for (const session of open) hear({ about: 'session', id: session.id })
      for (const { ask } of await readOpenAsks(parts.db)) hear({ about: 'ask', id: ask.id })
      for (const person of live.people()) {
        hear({ about: 'person', id: person.id })
        hear({ about: 'queue', id: person.id })
      }
    } catch (error) {
      parts.log.warn({ why: String(error) }, 'the board could not be told anew')
    }
  }

  return {
    hear,
    async settled() {
      while (telling || looks.size) await Promise.all([telling, ...looks])
    },
  }
}
