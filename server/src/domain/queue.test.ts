import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { estimateOf } from './estimate.ts'
import { nextBehind, nextInLine, type Waiting } from './line.ts'
import { whyNotOccupy } from './occupy.ts'
import { dueAt, type OfferFacts, whyNotAnswer } from './offer.ts'
import { type Person, permissionsOfRole } from './person.ts'
import { myQueueOf, type QueueSlot, slotQueueFor, whyNotLeave, whyNotQueue, whyNotQueueForAny } from './queue.ts'
import { type Held, type SeatTaken, slotStateOf } from './slot.ts'

const now = new Date('2026-11-21T10:30:00Z')
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const named = (name: string): Person => ({
  id: name,
  name,
  isAdmin: false,
  permissions: permissionsOfRole('member'),
  hasSecondFactor: false,
})
const [anna, boris, vera] = [named('anna'), named('boris'), named('vera')]
const guest: Person = { ...named('guest'), permissions: ['slots:read'] }

const waits = (person: Person, given: Partial<Waiting> = {}): Waiting => ({
  placeId: `place-${person.id}`,
  personId: person.id,
  anySlot: false,
  offered: false,
  full: false,
  joinedAt: now,
  ...given,
})
const heldFor = (person: Person, seconds = 90): Held => ({
  id: 'offer-1',
  placeId: `place-${person.id}`,
  personId: person.id,
  name: person.name,
  expiresAt: inSeconds(seconds),
})
const slot = (given: Partial<QueueSlot> = {}): QueueSlot => ({
  id: 'ppx-1',
  name: 'Perplexity 1',
  service: 'perplexity',
  serviceName: 'Perplexity',
  isActive: true,
  maxMinutes: 120,
  session: null,
  machines: [{ id: 'vm-1', isActive: true, isHealthy: true, session: null, promised: null }],
  held: null,
  line: [],
  ...ordinarySlot,
  lengths: null,
  ...given,
})
const takenBy = (person: Person, given: Partial<SeatTaken> = {}, also: Partial<QueueSlot> = {}) =>
  slot({
    session: {
      id: 'session-1',
      slotId: 'ppx-1',
      machineId: 'vm-1',
      holder: { id: person.id, name: person.name },
      state: 'live',
      startedAt: inSeconds(-600),
      endsAt: inSeconds(3600),
      ...ordinaryTurn,
      ...given,
    },
    ...also,
  })
const ill = slot({ machines: [{ id: 'vm-1', isActive: true, isHealthy: false, session: null, promised: null }] })
const promisedTo = (person: Person, given: Partial<QueueSlot> = {}) =>
  slot({
    machines: [{ id: 'vm-1', isActive: true, isHealthy: true, session: null, promised: heldFor(person) }],
    ...given,
  })
const offeredElsewhere = { anySlot: true, offered: true }

const queueing: [name: string, slot: QueueSlot, asks: Person, answer: string | true][] = [
  ['a busy slot', takenBy(boris), anna, true],
  ['a slot being cleaned', takenBy(boris, { state: 'ended' }), anna, true],
  ['a slot being cleaned after oneself', takenBy(anna, { state: 'ended' }), anna, true],
  ['a slot whose machine is ill', ill, anna, true],
  ['a slot held for somebody else', slot({ held: heldFor(boris), line: [waits(boris)] }), anna, true],
  ['a slot about to be offered to somebody else', slot({ line: [waits(boris)] }), anna, true],
  ['a slot held for oneself', slot({ held: heldFor(anna), line: [waits(anna)] }), anna, 'queue.free'],
  ['a free slot', slot(), anna, 'queue.free'],
  ['one’s own slot', takenBy(anna), anna, 'queue.mine'],
  ['a slot that is off', slot({ isActive: false }), anna, 'slot.off'],
  ['a slot without a machine', slot({ machines: [] }), anna, 'slot.no-machine'],
  ['a slot, by somebody who may only look,', takenBy(boris), guest, 'auth.not-allowed'],
]
for (const [name, facts, asks, answer] of queueing)
  test(`waiting for ${name}: ${answer === true ? 'yes' : answer}`, () => {
    assert.equal(whyNotQueue(facts, asks, now)?.code ?? true, answer)
  })

const occupying: [name: string, slot: QueueSlot, asks: Person, state: string, answer: string | true][] = [
  ['is held for another', slot({ held: heldFor(boris), line: [waits(boris)] }), anna, 'held', 'slot.held'],
  ['is held for oneself', slot({ held: heldFor(anna), line: [waits(anna)] }), anna, 'held', true],
  ['is about to be offered to another', slot({ line: [waits(boris), waits(anna)] }), anna, 'closing', 'slot.closing'],
  ['is about to be offered to oneself', slot({ line: [waits(anna), waits(boris)] }), anna, 'closing', true],
  ['needs the machine of another’s turn', promisedTo(boris), anna, 'held', 'slot.held'],
  ['needs the machine of one’s own turn', promisedTo(anna), anna, 'held', true],
  [
    'needs the machine of one’s own turn, and somebody waits here,',
    promisedTo(anna, { line: [waits(boris)] }),
    anna,
    'held',
    'slot.closing',
  ],
  ['nobody in line can take', slot({ line: [waits(boris, offeredElsewhere)] }), anna, 'free', true],
]
for (const [name, facts, asks, state, answer] of occupying)
  test(`a slot that ${name} is ${state}, occupying it: ${answer === true ? 'yes' : answer}`, () => {
    assert.equal(slotStateOf(facts, now).state, state)
    assert.equal(whyNotOccupy(facts, asks, now)?.code ?? true, answer)
  })

const next: [name: string, slot: QueueSlot, personId: string | null][] = [
  ['the first in line', slot({ line: [waits(anna), waits(boris)] }), 'anna'],
  ['the next, when the first let it pass', slot({ line: [waits(anna), waits(boris)], ignoredBy: 'anna' }), 'boris'],
  ['the same again, when alone', slot({ line: [waits(anna)], ignoredBy: 'anna' }), 'anna'],
  ['who has no turn elsewhere', slot({ line: [waits(anna, offeredElsewhere), waits(boris)] }), 'boris'],
  ['nobody, when nobody waits', slot(), null],
]
for (const [name, facts, personId] of next)
  test(`a slot is offered to ${name}`, () => {
    assert.equal(nextInLine(facts)?.personId ?? null, personId)
  })

const dues: [name: string, slot: QueueSlot, type: string | null][] = [
  ['free and somebody waits', slot({ line: [waits(anna)] }), 'offer'],
  ['free and nobody waits', slot(), null],
  ['busy', takenBy(boris, {}, { line: [waits(anna)] }), null],
  ['being cleaned', takenBy(boris, { state: 'ended' }, { line: [waits(anna)] }), null],
  ['free, but its machine is promised to another slot’s turn', promisedTo(boris, { line: [waits(anna)] }), null],
  ['held, with time left', slot({ held: heldFor(anna, 1), line: [waits(anna, { offered: true })] }), null],
  ['held, and the time is over', slot({ held: heldFor(anna, 0), line: [waits(anna, { offered: true })] }), 'ignored'],
  ['held and switched off', slot({ isActive: false, held: heldFor(anna), line: [waits(anna)] }), 'withdrawn'],
  ['held and its machine fell ill', { ...ill, held: heldFor(anna), line: [waits(anna)] }, 'withdrawn'],
  ['held for somebody who may not use it any more', slot({ held: heldFor(anna) }), 'withdrawn'],
]
for (const [name, facts, type] of dues)
  test(`the clock at a slot that is ${name}: ${type ?? 'nothing'}`, () => {
    assert.equal(dueAt(facts, now)?.type ?? null, type)
  })

test('a postponed turn goes to the next behind who can take it', () => {
  const line = [waits(anna), waits(boris, offeredElsewhere), waits(vera)]

  assert.equal(nextBehind(slot({ line }), 'place-anna')?.personId, 'vera')
  assert.equal(nextBehind(slot({ line }), 'place-vera'), null)
  assert.equal(nextBehind(slot({ line: [waits(anna), waits(anna, { placeId: 'other' })] }), 'place-anna'), null)
})

test('only its person answers a turn, once, and in time', () => {
  const offer: OfferFacts = {
    id: 'offer-1',
    slotId: 'ppx-1',
    personId: 'anna',
    placeId: 'place-anna',
    expiresAt: inSeconds(1),
    outcome: null,
  }

  assert.equal(whyNotAnswer(offer, anna, now), null)
  assert.equal(whyNotAnswer(offer, boris, now)?.code, 'offer.unknown')
  assert.equal(whyNotAnswer(offer, anna, inSeconds(1))?.code, 'offer.gone')
  assert.equal(whyNotAnswer({ ...offer, outcome: 'passed' }, anna, now)?.code, 'offer.gone')
})

test('any slot of a service may be waited for while none can be taken', () => {
  const off = slot({ isActive: false })

  assert.equal(whyNotQueueForAny([takenBy(boris), off], anna, now), null)
  assert.equal(whyNotQueueForAny([takenBy(boris), slot()], anna, now)?.code, 'queue.free')
  assert.equal(whyNotQueueForAny([takenBy(boris), takenBy(anna)], anna, now)?.code, 'queue.mine')
  assert.equal(whyNotQueueForAny([off], anna, now)?.code, 'slot.off')
  assert.equal(whyNotQueueForAny([], anna, now)?.code, 'queue.no-service')
})

test('somebody who waits for the slot and for its service stands in its line once', () => {
  const line = [waits(anna), waits(anna, { placeId: 'any', anySlot: true }), waits(boris)]
  const facts = takenBy(vera, {}, { line })

  assert.deepEqual([slotQueueFor(facts, boris, now).waiting, slotQueueFor(facts, boris, now).my_position], [2, 2])
  assert.equal(slotQueueFor(facts, vera, now).my_position, null)
  assert.equal(whyNotLeave(facts, boris), null)
  assert.equal(whyNotLeave(facts, vera)?.code, 'queue.unknown')
})

test('a place for a service is told once, at its best', () => {
  const any = waits(anna, { placeId: 'any', anySlot: true })
  const board = [takenBy(vera, {}, { line: [waits(boris), any] }), takenBy(vera, {}, { id: 'ppx-2', line: [any] })]

  const { places } = myQueueOf(board, anna, now)

  assert.deepEqual(
    places.map(({ name, service, slot_id, position }) => ({ name, service, slot_id, position })),
    [{ name: 'Perplexity', service: 'perplexity', slot_id: null, position: 1 }],
  )
})

const lengths = { shortMin: 20, longMin: 50 }
const estimates: [name: string, slot: QueueSlot, ahead: number, wait: [number, number] | null][] = [
  ['ten minutes into a session of an hour, lengths unknown', takenBy(boris), 0, [50, 60]],
  ['ten minutes into it, sessions being 20 to 50 minutes', takenBy(boris, {}, { lengths }), 0, [10, 40]],
  ['behind one more', takenBy(boris, {}, { lengths }), 1, [30, 90]],
  ['the holder stays longer than most', takenBy(boris, { startedAt: inSeconds(-4000) }, { lengths }), 0, [0, 60]],
  ['the time is almost over', takenBy(boris, { endsAt: inSeconds(90) }, { lengths }), 0, [1, 2]],
  ['being cleaned', takenBy(boris, { state: 'ended' }, { lengths }), 0, [0, 1]],
  ['held for another', slot({ held: heldFor(boris), line: [waits(boris)], lengths }), 1, [20, 51]],
  ['its machine is ill', ill, 0, null],
  ['switched off', slot({ isActive: false }), 0, null],
]
for (const [name, facts, ahead, wait] of estimates)
  test(`the wait when ${name}`, () => {
    const estimate = estimateOf(facts, ahead, now)

    assert.deepEqual(estimate && [estimate.from_min, estimate.to_min], wait)
  })
