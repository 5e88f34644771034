import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlotView } from '@taxi/contract/slots.ts'
import { anna, buildSlot, me } from '../testing/build.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { bookingLine } from './booking-line.ts'

const now = new Date(2026, 10, 21, 12, 0)
const at = (hours: number, day = 21) => new Date(2026, 10, day, hours).toISOString()
const booking = (who: typeof anna, from: string, until: string) => ({ ...who, starts_at: from, ends_at: until })

const table: [name: string, slot: Partial<SlotView>, en: string | null, ru: string | null][] = [
  ['nothing booked', {}, null, null],
  [
    'booked by somebody',
    { booking: booking(anna, at(15), at(16)) },
    'From 15:00 booked by Anna',
    'С 15:00 бронь: Anna',
  ],
  ['booked by somebody in some days', { booking: booking(anna, at(15, 25), at(16, 25)) }, null, null],
  ['my booking today', { booking: booking(me, at(15), at(16)) }, 'Your booking: 15:00', 'Ваша бронь: 15:00'],
  [
    'my booking in some days',
    { booking: booking(me, at(15, 25), at(16, 25)) },
    'Your booking: 25 Nov, 15:00',
    'Ваша бронь: 25 нояб., 15:00',
  ],
  [
    'my booking now',
    { state: 'busy', booking: booking(me, at(11), at(13)) },
    'Your booking, until 13:00',
    'Ваша бронь, до 13:00',
  ],
  [
    'kept for a booking, which the first line says',
    { state: 'booked', booking: booking(me, at(11), at(13)) },
    null,
    null,
  ],
  ['a booking that is over', { booking: booking(anna, at(10), at(11)) }, null, null],
]

for (const [name, slot, english, russian] of table)
  test(`${name}: ${english ?? 'no line'}`, () => {
    assert.equal(bookingLine(buildSlot(slot), now, en, 'en'), english)
    assert.equal(bookingLine(buildSlot(slot), now, ru, 'ru'), russian)
  })
