import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlotView } from '@taxi/contract/slots.ts'
import { leftUntil, queueLine, slotLine } from './slot-line.ts'

const now = new Date('2026-11-21T15:00:00Z')
const soon = '2026-11-21T15:24:00.000Z'
const later = '2026-11-21T17:30:00.000Z'
const anna = { id: 'a', name: 'Anna', mine: false }
const me = { id: 'm', name: 'Me', mine: true }
const free = {
  state: 'free',
  fsm_state: 'READY',
  why: null,
  holder: null,
  session_id: null,
  until: null,
  working: null,
  booking: null,
  free_until: null,
  held: null,
} as unknown as SlotView
const telling = (locale: 'ru' | 'en') => ({ zone: 'UTC', locale, now })

const table: [name: string, slot: Partial<SlotView>, en: string, ru: string][] = [
  ['a free slot', {}, 'free', 'свободен'],
  ['free until a booking', { free_until: later }, 'free until 17:30', 'свободен до 17:30'],
  ['a busy one', { state: 'busy', holder: anna, until: soon }, 'Anna, 24 min left', 'Anna, ещё 24 мин'],
  ['busy for long', { state: 'busy', holder: anna, until: later }, 'Anna, until 17:30', 'Anna, до 17:30'],
  [
    'its holder away',
    { state: 'busy', fsm_state: 'AWAY', holder: anna, until: soon },
    'Anna, stepped away, 24 min left',
    'Anna, нет на месте, ещё 24 мин',
  ],
  ['mine', { state: 'busy', holder: me, session_id: 's', until: soon }, 'yours, 24 min left', 'ваш, ещё 24 мин'],
  ['being cleaned', { state: 'closing' }, 'being cleaned, a few seconds', 'убирается, пара секунд'],
  [
    'held for somebody',
    { state: 'held', held: { offer_id: null, name: 'Anna', expires_at: soon, mine: false } },
    'held for Anna',
    'придержан: Anna',
  ],
  [
    'held for me',
    { state: 'held', held: { offer_id: 'o', name: 'Me', expires_at: soon, mine: true } },
    'your turn, kept until 15:24',
    'ваша очередь, держится до 15:24',
  ],
  [
    'work without its person',
    { state: 'working', working: { name: 'Anna', mine: false }, until: later },
    'finishing work for Anna, until 17:30 at the latest',
    'доделывает работу (Anna), не дольше 17:30',
  ],
  [
    'booked',
    { state: 'booked', booking: { ...anna, starts_at: soon, ends_at: later } },
    'booked by Anna from 15:24',
    'бронь: Anna, с 15:24',
  ],
  [
    'sick',
    { state: 'sick', why: 'slot.sick' },
    'The machine of this slot is ill; the administrators know.',
    'Машина этого слота неисправна, администраторы знают.',
  ],
]

for (const [name, slot, en, ru] of table)
  test(`a slot in one line: ${name}`, () => {
    assert.equal(slotLine({ ...free, ...slot }, telling('en')), en)
    assert.equal(slotLine({ ...free, ...slot }, telling('ru')), ru)
  })

test('who waits reads their place and how long, others how many wait', () => {
  const queue = (given: Partial<SlotView['queue']>) => ({
    queue: { waiting: 3, my_position: null, estimate: { from_min: 5, to_min: 10 }, ...given },
  })

  assert.equal(queueLine(queue({}), telling('en')), '3 waiting')
  assert.equal(queueLine(queue({ waiting: 0 }), telling('en')), '')
  assert.equal(queueLine(queue({ my_position: 2 }), telling('en')), 'your place is 2 of 3 · 5–10 min to wait')
  assert.equal(queueLine(queue({ my_position: 1, estimate: null }), telling('ru')), 'вы на очереди')
})

test('a time after midnight is told without its day while it is near', () => {
  const late = { ...telling('en'), now: new Date('2026-11-21T22:50:00Z') }

  assert.equal(leftUntil(new Date('2026-11-22T00:30:00Z'), late), 'until 00:30')
  assert.equal(leftUntil(new Date('2026-11-23T00:30:00Z'), late), 'until Mon 23 Nov, 00:30')
})
