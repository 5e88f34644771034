import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AskState } from '@taxi/contract/asks.ts'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import {
  type AskedSession,
  type AskFacts,
  askExpiry,
  askViewFor,
  dueAnswer,
  isAsleep,
  soonEnd,
  whyNotAnswerAsk,
  whyNotAsk,
  whyNotAskAgain,
  whyNotWithdrawAsk,
} from './ask.ts'
import type { Waiting } from './line.ts'
import { type Person, permissionsOfRole } from './person.ts'
import type { SeatTaken, SlotFacts } from './slot.ts'

const now = new Date('2026-11-21T10:30:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const named = (name: string): Person => ({
  id: name,
  name,
  isAdmin: false,
  permissions: permissionsOfRole('member'),
  hasSecondFactor: false,
})
const [anna, boris, vera] = [named('anna'), named('boris'), named('vera')]
const guest: Person = { ...named('guest'), permissions: ['slots:read'] }

const waits = (person: Person): Waiting => ({
  placeId: `place-${person.id}`,
  personId: person.id,
  anySlot: false,
  offered: false,
  full: false,
  joinedAt: now,
})
const slot = (given: Partial<SlotFacts> = {}): SlotFacts => ({
  id: 'gem-1',
  isActive: true,
  maxMinutes: 120,
  session: null,
  machines: [{ id: 'vm-1', isActive: true, isHealthy: true, session: null, promised: null }],
  held: null,
  line: [],
  ...ordinarySlot,
  ...given,
})
const heldBy = (holder: Person, line: Person[] = [], given: Partial<SeatTaken> = {}) =>
  slot({
    line: line.map(waits),
    session: {
      id: 'session-1',
      slotId: 'gem-1',
      machineId: 'vm-1',
      holder: { id: holder.id, name: holder.name },
      state: 'live',
      startedAt: inMinutes(-20),
      endsAt: inMinutes(60),
      ...ordinaryTurn,
      ...given,
    },
  })
const party = ({ id, name }: Person) => ({ id, name, locale: 'ru' as const })
const asked = (from: Person, minutesAgo: number, state: AskState = 'open'): AskFacts => ({
  id: `ask-${from.id}`,
  sessionId: 'session-1',
  slotId: 'gem-1',
  slotName: 'Gemini Ultra',
  from: party(from),
  to: party(boris),
  minutes: 10,
  state,
  askedAt: inMinutes(-minutesAgo),
  expiresAt: askExpiry(inMinutes(-minutesAgo)),
})

const mayAsk: [says: string, slot: SlotFacts, person: Person, why: string | undefined][] = [
  ['anybody may ask while nobody waits', heldBy(boris), anna, undefined],
  ['the first in line may ask', heldBy(boris, [anna, vera]), anna, undefined],
  ['the second in line may not ask', heldBy(boris, [anna, vera]), vera, 'ask.not-first'],
  ['who does not wait may not ask before those who do', heldBy(boris, [vera]), anna, 'ask.not-first'],
  ['nobody asks themselves', heldBy(anna), anna, 'queue.mine'],
  ['a free slot has nobody to ask', slot(), anna, 'ask.nobody'],
  ['who has left cannot be asked', heldBy(boris, [], { state: 'ended' }), anna, 'ask.nobody'],
  ['who may only look may not ask', heldBy(boris), guest, 'auth.not-allowed'],
]
for (const [says, facts, person, why] of mayAsk)
  test(says, () => {
    assert.equal(whyNotAsk(facts, person)?.code, why)
  })

const again: [says: string, earlier: AskFacts[], why: string | undefined][] = [
  ['the first request is made', [], undefined],
  ['one’s own open request is asked once', [asked(anna, 1)], undefined],
  ['somebody else’s open request goes first', [asked(vera, 1)], 'ask.open'],
  ['somebody else’s that lapsed is in nobody’s way', [asked(vera, 4, 'expired')], undefined],
  ['one that lapsed unnoticed is in nobody’s way', [asked(vera, 4)], undefined],
  ['after a no it is quiet for a quarter of an hour', [asked(anna, 14, 'refused')], 'ask.again'],
  ['after a quarter of an hour one may ask again', [asked(anna, 15, 'refused')], undefined],
  ['taking it back does not shorten the wait', [asked(anna, 2, 'withdrawn')], 'ask.again'],
]
for (const [says, earlier, why] of again)
  test(says, () => {
    assert.equal(whyNotAskAgain(earlier, anna, now)?.code, why)
  })

test('the refusal tells when one may ask again', () => {
  assert.deepEqual(whyNotAskAgain([asked(anna, 5, 'refused')], anna, now)?.details, {
    until: inMinutes(10).toISOString(),
  })
})

test('only the holder answers, once and in time', () => {
  assert.equal(whyNotAnswerAsk(asked(anna, 1), boris, now), null)
  assert.equal(whyNotAnswerAsk(asked(anna, 1), anna, now)?.code, 'ask.unknown')
  assert.equal(whyNotAnswerAsk(asked(anna, 1, 'refused'), boris, now)?.code, 'ask.over')
  assert.equal(whyNotAnswerAsk(asked(anna, 3), boris, now)?.code, 'ask.over')
})

test('only who asked takes it back, and may press twice', () => {
  assert.equal(whyNotWithdrawAsk(asked(anna, 1), anna), null)
  assert.equal(whyNotWithdrawAsk(asked(anna, 1, 'withdrawn'), anna), null)
  assert.equal(whyNotWithdrawAsk(asked(anna, 1), boris)?.code, 'ask.unknown')
  assert.equal(whyNotWithdrawAsk(asked(anna, 1, 'soon'), anna)?.code, 'ask.over')
})

const turn = (quietMinutes: number, given: Partial<AskedSession> = {}): AskedSession => ({
  state: 'live',
  lastInputAt: inMinutes(-quietMinutes),
  generatingSince: null,
  ...given,
})
const dues: [says: string, ask: AskFacts, session: AskedSession, due: ReturnType<typeof dueAnswer>][] = [
  ['a request waits while its holder works', asked(anna, 1), turn(1), null],
  ['five quiet minutes are not yet sleep', asked(anna, 1), turn(5), null],
  ['a holder who sleeps says yes', asked(anna, 1), turn(6), 'released'],
  ['a holder who fell asleep away from the desk says yes', asked(anna, 1), turn(6, { state: 'away' }), 'released'],
  ['an answer being made is not sleep', asked(anna, 1), turn(6, { generatingSince: inMinutes(-7) }), null],
  ['before the first picture nobody sleeps', asked(anna, 1), turn(0, { lastInputAt: null }), null],
  ['a request lapses after three minutes', asked(anna, 3), turn(1), 'expired'],
  ['sleep is stronger than lapsing', asked(anna, 3), turn(6), 'released'],
  ['a session that ended leaves nothing to answer', asked(anna, 1), turn(1, { state: 'ended' }), 'moot'],
  ['what was answered is left alone', asked(anna, 4, 'soon'), turn(6), null],
]
for (const [says, ask, session, due] of dues)
  test(says, () => {
    assert.equal(dueAnswer(ask, session, now), due)
  })

test('a key pressed wakes the holder', () => {
  assert.equal(isAsleep(turn(0), now), false)
})

test('«in five minutes» never makes a session longer', () => {
  assert.deepEqual(soonEnd({ endsAt: inMinutes(60) }, now), inMinutes(5))
  assert.deepEqual(soonEnd({ endsAt: inMinutes(2) }, now), inMinutes(2))
})

test('each side sees the request from its own', () => {
  const forHolder = askViewFor(asked(anna, 1), boris)

  assert.deepEqual(
    [forHolder.from, forHolder.to],
    [
      { name: 'anna', mine: false },
      { name: 'boris', mine: true },
    ],
  )
  assert.equal(askViewFor(asked(anna, 1), anna).from.mine, true)
})
