import assert from 'node:assert/strict'
import fc, { type AsyncCommand } from 'fast-check'
import { bookSlot } from '../../actions/book-slot.ts'
import { cancelBooking } from '../../actions/cancel-booking.ts'
import { extendSession } from '../../actions/extend-session.ts'
import { handOverSession } from '../../actions/hand-over-session.ts'
import { joinQueue } from '../../actions/join-queue.ts'
import { kickSession } from '../../actions/kick-session.ts'
import { launchTemplate } from '../../actions/launch-template.ts'
import { leaveQueue } from '../../actions/leave-queue.ts'
import { noteAway } from '../../actions/note-away.ts'
import { noteBack } from '../../actions/note-back.ts'
import { noteFirstFrame } from '../../actions/note-first-frame.ts'
import { noteInput } from '../../actions/note-input.ts'
import { occupySlot } from '../../actions/occupy-slot.ts'
import { passOffer } from '../../actions/pass-offer.ts'
import { postponeOffer } from '../../actions/postpone-offer.ts'
import { releaseSlot } from '../../actions/release-slot.ts'
import { takeOffer } from '../../actions/take-offer.ts'
import { Refusal } from '../../domain/refusal.ts'
import { agree, assertNobodySkipped, assertNothingIdle } from './agree.ts'
import { drop, mayBook } from './bookings.ts'
import { doJobs } from './jobs.ts'
import { join, leave, lineOf, moveTurn, nextBehind, postpone, settle } from './line.ts'
import { isRunning, MINUTE, SECOND, type Seat, type Slot, type Taxi } from './taxi.ts'
import { end, extend, mayExtend, mayHandOver, mayLaunch, maySit, sit } from './turns.ts'
import { PEOPLE, SLOTS, TEMPLATES, type World } from './world.ts'

export type Command = AsyncCommand<Taxi, World>

/** One thing somebody does. `may`: would a dispatcher let them? `after`: what the dispatcher keeps in mind afterwards. */
interface Doing<R> {
  words: string
  /** False when there is nothing to do it to. */
  fits?: (taxi: Taxi) => boolean
  may?: (taxi: Taxi) => boolean
  act: (world: World, taxi: Taxi) => Promise<R>
  after: (taxi: Taxi, result: R) => void
}

function command<R>({ words, fits = () => true, may = () => true, act, after }: Doing<R>): Command {
  return {
    check: taxi => fits(taxi),
    toString: () => words,
    async run(taxi, world) {
      pass(taxi, world, 1)
      const before = structuredClone(taxi)
      const allowed = may(taxi)
      const outcome = await act(world, taxi).then(
        result => ({ result }),
        (error: unknown) => {
          if (!(error instanceof Refusal)) throw error
          return { refused: error.code }
        },
      )
      if ('refused' in outcome) assert.equal(allowed, false, `${words}: refused with ${outcome.refused}`)
      else {
        assert.equal(allowed, true, `${words}: was let through`)
        after(taxi, outcome.result)
      }
      await agree(taxi, world)
      assertNobodySkipped(before, taxi)
    },
  }
}

function pass(taxi: Taxi, world: World, ms: number): void {
  taxi.now += ms
  world.clock.pass({ seconds: ms / SECOND })
}

const slotIn = (taxi: Taxi, id: string) => taxi.slots.find(slot => slot.id === id) as Slot
const heldFor = (taxi: Taxi, person: string) => taxi.slots.find(slot => slot.held?.place.person === person)

const takes = (name: string, id: string) =>
  command({
    words: `${name} takes ${id}`,
    may: taxi => maySit(taxi, slotIn(taxi, id), name),
    act: world => occupySlot(world.parts, { person: world.person(name), slotId: id }),
    after: (taxi, { sessionId }) => sit(taxi, slotIn(taxi, id), name, sessionId),
  })

/** A set of slots is taken whole, or none of it. */
const launches = (name: string, template: string) => {
  const slotsOf = (taxi: Taxi) => (TEMPLATES[template] ?? []).map(id => slotIn(taxi, id))
  return command({
    words: `${name} launches ${template}`,
    may: taxi => mayLaunch(taxi, slotsOf(taxi), name),
    act: world => launchTemplate(world.parts, { person: world.person(name), templateId: world.template(template) }),
    after: (taxi, seats) => {
      for (const { slotId, sessionId } of seats) sit(taxi, slotIn(taxi, slotId), name, sessionId)
    },
  })
}

const releases = (name: string, id: string) =>
  command({
    words: `${name} releases ${id}`,
    may: taxi => taxi.had.has(`${name} ${id}`),
    act: world => releaseSlot(world.parts, { personId: world.person(name).id, slotId: id }),
    after: taxi => endAt(taxi, slotIn(taxi, id), name, 'manual'),
  })

const extends_ = (name: string, id: string) =>
  command({
    words: `${name} extends ${id}`,
    may: taxi => mayExtend(taxi, slotIn(taxi, id), name),
    act: world => extendSession(world.parts, { personId: world.person(name).id, slotId: id }),
    after: taxi => extend(taxi, slotIn(taxi, id), slotIn(taxi, id).seat as Seat),
  })

const queues = (name: string, id: string) =>
  command({
    words: `${name} queues for ${id}`,
    may: taxi => {
      const slot = slotIn(taxi, id)
      return lineOf(taxi, slot).some(place => place.person === name) || !maySit(taxi, slot, name)
    },
    act: world => joinQueue(world.parts, { person: world.person(name), line: { slotId: id } }),
    after: (taxi, place) => join(taxi, { id: place, person: name, slot: id, service: null }),
  })

const queuesForAny = (name: string, service: string) =>
  command({
    words: `${name} queues for any ${service}`,
    may: taxi =>
      taxi.line.some(place => place.person === name && place.service === service) ||
      !taxi.slots.some(slot => slot.service === service && maySit(taxi, slot, name)),
    act: world => joinQueue(world.parts, { person: world.person(name), line: { service } }),
    after: (taxi, place) => join(taxi, { id: place, person: name, slot: null, service }),
  })

const leaves = (name: string, id: string) =>
  command({
    words: `${name} leaves the line of ${id}`,
    may: taxi => lineOf(taxi, slotIn(taxi, id)).some(place => place.person === name),
    act: world => leaveQueue(world.parts, { personId: world.person(name).id, slotId: id }),
    after: taxi => {
      leave(taxi, name, slotIn(taxi, id))
      moveTurn(taxi, slotIn(taxi, id))
    },
  })

/** Answers the turn that is held for somebody. */
const answers = (
  name: string,
  how: 'takes' | 'passes' | 'postpones',
  act: (world: World, offerId: string) => Promise<unknown>,
  after: (taxi: Taxi, slot: Slot, result: unknown) => void,
) =>
  command({
    words: `${name} ${how} the held turn`,
    fits: taxi => heldFor(taxi, name) !== undefined,
    may: taxi => {
      const slot = heldFor(taxi, name)
      if (!slot?.held || slot.held.until <= taxi.now) return false
      if (how === 'takes') return maySit(taxi, slot, name)
      return how === 'passes' || nextBehind(taxi, slot, slot.held.place) !== null
    },
    act: async (world, taxi) => {
      const slot = heldFor(taxi, name)
      const offer = await world.parts.db.offers.findFirstOrThrow({
        where: { slot_id: slot?.id ?? '', settled_at: null },
      })
      return act(world, offer.id)
    },
    after: (taxi, result) => after(taxi, heldFor(taxi, name) as Slot, result),
  })

const takesTurn = (name: string) =>
  answers(
    name,
    'takes',
    (world, offerId) => takeOffer(world.parts, { person: world.person(name), offerId }).then(turn => turn.sessionId),
    (taxi, slot, session) => sit(taxi, slot, name, String(session)),
  )

const passesTurn = (name: string) =>
  answers(
    name,
    'passes',
    (world, offerId) => passOffer(world.parts, { personId: world.person(name).id, offerId }),
    (taxi, slot) => {
      settle(slot)
      leave(taxi, name, slot)
      moveTurn(taxi, slot)
    },
  )

const postponesTurn = (name: string) =>
  answers(
    name,
    'postpones',
    (world, offerId) => postponeOffer(world.parts, { personId: world.person(name).id, offerId }),
    (taxi, slot) => {
      const own = slot.held?.place
      const next = own && nextBehind(taxi, slot, own)
      if (own && next) postpone(taxi, slot, own, next)
    },
  )

const kicks = (id: string) =>
  command({
    words: `the administrator ends ${id}`,
    fits: taxi => isRunning(slotIn(taxi, id).seat),
    act: (world, taxi) =>
      kickSession(world.parts, { by: world.person('Admin'), sessionId: slotIn(taxi, id).seat?.session ?? '' }),
    after: taxi => endAt(taxi, slotIn(taxi, id), null, 'kicked'),
  })

type AtSeat = (world: World, sessionId: string, now: Date) => Promise<void>
/** Something at a desk: it is noted, and answers nothing. */
const atDesk = (words: string, id: string, act: AtSeat, after: (taxi: Taxi, seat: Seat) => void) =>
  command({
    words: `${words} ${id}`,
    fits: taxi => isRunning(slotIn(taxi, id).seat),
    act: (world, taxi) => act(world, slotIn(taxi, id).seat?.session ?? '', world.parts.now()),
    after: taxi => after(taxi, slotIn(taxi, id).seat as Seat),
  })

const looks = (id: string) =>
  atDesk(
    'the first picture of',
    id,
    ({ parts }, sessionId, screenAt) => noteFirstFrame(parts, { sessionId, screenAt }),
    (taxi, seat) => {
      seat.seenAt ??= taxi.now
      for (const booking of taxi.bookings) if (booking.id === seat.booking) booking.kept = true
    },
  )
const types = (id: string) =>
  atDesk(
    'a key at',
    id,
    ({ parts }, sessionId) => noteInput(parts, { sessionId }),
    (taxi, seat) => {
      seat.inputAt = taxi.now
    },
  )
const closesDesk = (id: string) =>
  atDesk(
    'the desk is closed of',
    id,
    ({ parts }, sessionId) => noteAway(parts, { sessionId }),
    (taxi, seat) => {
      if (seat.seenAt !== null) seat.awaySince ??= taxi.now
    },
  )
const comesBack = (id: string) =>
  atDesk(
    'the desk is opened again of',
    id,
    ({ parts }, sessionId) => noteBack(parts, { sessionIds: [sessionId] }),
    (taxi, seat) => {
      if (seat.awaySince === null) return
      seat.inputAt = (seat.inputAt || (seat.seenAt ?? 0)) + (taxi.now - seat.awaySince)
      seat.awaySince = null
    },
  )

const STEP = 5 * MINUTE
/** So long from now, on the clock's next step of five minutes. */
const books = (name: string, id: string, inMs: number, minutes: number) => {
  const rangeAt = (now: number) => {
    const from = Math.ceil((now + inMs) / STEP) * STEP
    return { from, to: from + minutes * MINUTE }
  }
  return command({
    words: `${name} books ${id} in ${inMs / MINUTE} min for ${minutes} min`,
    may: taxi => mayBook(taxi, slotIn(taxi, id), name, rangeAt(taxi.now)),
    act: async (world, taxi) => {
      const start = new Date(rangeAt(taxi.now).from).toISOString()
      const when = { date: start.slice(0, 10), startTime: start.slice(11, 16), minutes, weeks: 1 }
      const booked = await bookSlot(world.parts, { person: world.person(name), wanted: { slotId: id, ...when } })
      return booked.ids[0] ?? ''
    },
    after: (taxi, booking) =>
      taxi.bookings.push({ id: booking, person: name, slot: id, ...rangeAt(taxi.now), kept: false }),
  })
}

const bookingOf = (taxi: Taxi, name: string) => taxi.bookings.findLast(booking => booking.person === name)
const cancels = (name: string) =>
  command({
    words: `${name} cancels a booking`,
    fits: taxi => bookingOf(taxi, name) !== undefined,
    may: taxi => bookingOf(taxi, name)?.kept === false,
    act: (world, taxi) =>
      cancelBooking(world.parts, {
        person: world.person(name),
        bookingId: bookingOf(taxi, name)?.id ?? '',
        series: false,
      }),
    after: taxi => {
      const booking = bookingOf(taxi, name)
      const seat = taxi.slots.find(slot => slot.seat?.booking === booking?.id)?.seat
      if (seat) end(taxi, seat, 'manual')
      if (booking) drop(taxi, booking)
    },
  })

const handsOver = (id: string, heir: string) =>
  command({
    words: `${id} is handed over to ${heir}`,
    fits: taxi => isRunning(slotIn(taxi, id).seat),
    may: taxi => mayHandOver(taxi, slotIn(taxi, id), heir),
    act: (world, taxi) => {
      const { session = '', person = '' } = slotIn(taxi, id).seat ?? {}
      const [personId, heirId] = [world.person(person).id, world.person(heir).id]
      return handOverSession(world.parts, { personId, sessionId: session, heirId })
    },
    after: taxi => {
      const { seat } = slotIn(taxi, id)
      if (!seat) return
      seat.heir = heir
      end(taxi, seat, 'handed_over')
    },
  })

const machine = (id: string, goes: 'down' | 'up') =>
  command({
    words: `machine ${id} goes ${goes}`,
    act: async world => void (goes === 'down' ? world.down.add(id) : world.down.delete(id)),
    after: taxi => {
      for (const each of taxi.machines) if (each.id === id) each.down = goes === 'down'
    },
  })

const restarts = () =>
  command({
    words: 'the server restarts',
    act: world => world.restart(),
    after: taxi => {
      for (const { seat } of taxi.slots) if (isRunning(seat) && seat.seenAt !== null) seat.awaySince ??= taxi.now
    },
  })

/** Time goes on, and the clock looks. */
const passes = (ms: number) =>
  command({
    words: `${ms / SECOND} s pass`,
    act: async (world, taxi) => {
      pass(taxi, world, ms)
      await world.jobs()
    },
    after: taxi => {
      doJobs(taxi)
      assertNothingIdle(taxi)
    },
  })

/** Time goes on while the clock does not look: the server is busy, or between two looks. */
const passesUnseen = (ms: number) =>
  command({
    words: `${ms / SECOND} s pass unseen`,
    act: async (world, taxi) => pass(taxi, world, ms),
    after: () => {},
  })

/** Everybody presses Take at the same instant: at most one gets it, and one who may. */
const rush = (id: string) =>
  command({
    words: `everybody takes ${id} at once`,
    act: async (world, taxi) => {
      const tried = await Promise.allSettled(
        PEOPLE.map(name => occupySlot(world.parts, { person: world.person(name), slotId: id })),
      )
      const may = PEOPLE.filter(name => maySit(taxi, slotIn(taxi, id), name))
      return PEOPLE.flatMap((name, index) => {
        const outcome = tried[index]
        if (outcome?.status === 'fulfilled') {
          assert.ok(may.includes(name), `${name} was let through`)
          return [{ name, session: outcome.value.sessionId }]
        }
        if (!(outcome?.reason instanceof Refusal)) throw outcome?.reason
        return []
      })
    },
    after: (taxi, winners) => {
      const slot = slotIn(taxi, id)
      const anybody = PEOPLE.some(name => maySit(taxi, slot, name))
      assert.equal(winners.length, anybody ? 1 : 0, 'one of them gets it')
      for (const { name, session } of winners) sit(taxi, slot, name, session)
    },
  })

function endAt(taxi: Taxi, slot: Slot, person: string | null, reason: string): void {
  if (isRunning(slot.seat) && (person === null || slot.seat.person === person)) end(taxi, slot.seat, reason)
}

const anybody = fc.constantFrom(...PEOPLE)
const anySlot = fc.constantFrom('a1', 'a1', 'a2', ...SLOTS.map(slot => slot.id))
const anyMachine = fc.constantFrom(...new Set(SLOTS.map(slot => slot.machine)))
const times = fc.constantFrom(
  SECOND,
  SECOND,
  10 * SECOND,
  46 * SECOND,
  91 * SECOND,
  4 * MINUTE,
  11 * MINUTE,
  21 * MINUTE,
  130 * MINUTE,
)

/** How a day may have begun. */
export const openings: Record<string, Command[]> = {
  'an empty house': [],
  'everything taken, somebody waits': [
    ...SLOTS.slice(0, 3).map(({ id }, index) => takes(PEOPLE[index] ?? '', id)),
    passes(SECOND),
    ...SLOTS.slice(0, 3).map(({ id }) => looks(id)),
    queues('Gleb', 'a2'),
    queues('Vera', 'a1'),
  ],
}

/** Everything that can happen, the ordinary more often. */
export const anything = [
  ...Array.from({ length: 3 }, () => fc.tuple(anybody, anySlot).map(([name, id]) => takes(name, id))),
  ...Array.from({ length: 3 }, () => fc.tuple(anybody, anySlot).map(([name, id]) => queues(name, id))),
  ...Array.from({ length: 3 }, () => times.map(passes)),
  fc.constant(passes(SECOND)),
  times.map(passesUnseen),
  fc.tuple(anybody, anySlot).map(([name, id]) => releases(name, id)),
  anySlot.map(kicks),
  fc.tuple(anybody, anySlot).map(([name, id]) => extends_(name, id)),
  fc.tuple(anybody, fc.constantFrom('alpha', 'alpha', 'gamma')).map(([name, service]) => queuesForAny(name, service)),
  fc.tuple(anybody, anySlot).map(([name, id]) => leaves(name, id)),
  anybody.map(takesTurn),
  anybody.map(takesTurn),
  anybody.map(passesTurn),
  anybody.map(postponesTurn),
  anybody.map(postponesTurn),
  anySlot.map(looks),
  anySlot.map(types),
  anySlot.map(closesDesk),
  anySlot.map(comesBack),
  ...Array.from({ length: 2 }, () =>
    fc
      .tuple(anybody, anySlot, fc.constantFrom(0, 8, 10, 20, 60), fc.constantFrom(15, 30, 90))
      .map(([name, id, inMinutes, minutes]) => books(name, id, inMinutes * MINUTE, minutes)),
  ),
  anybody.map(cancels),
  fc.tuple(anybody, fc.constantFrom(...Object.keys(TEMPLATES))).map(([name, template]) => launches(name, template)),
  fc.tuple(anySlot, anybody).map(([id, heir]) => handsOver(id, heir)),
  anyMachine.map(id => machine(id, 'down')),
  anyMachine.map(id => machine(id, 'up')),
  fc.constant(restarts()),
  anySlot.map(rush),
]
