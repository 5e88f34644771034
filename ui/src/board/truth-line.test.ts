import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlotView } from '@taxi/contract/slots.ts'
import { anna, buildSlot, me, sessionId } from '../testing/build.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { truthLine } from './truth-line.ts'
import { whyNot } from './why-not.ts'

const now = new Date(2026, 10, 21, 15, 0, 0)
const soon = new Date(2026, 10, 21, 15, 24).toISOString()
const later = new Date(2026, 10, 21, 17, 30).toISOString()

const table: [name: string, slot: Partial<SlotView>, en: string, ru: string][] = [
  ['a free slot', {}, 'Free', 'Свободен'],
  ['free until a booking', { free_until: later, max_minutes: 240 }, 'Free · until 17:30', 'Свободен · до 17:30'],
  ['free for longer than a turn lasts', { free_until: later }, 'Free', 'Свободен'],
  ['free for minutes', { free_until: soon }, 'Free · for 24\u00a0min', 'Свободен · на 24\u00a0мин'],
  [
    'kept for a booking',
    { state: 'booked', booking: { ...anna, starts_at: soon, ends_at: later } },
    'Booked by Anna · from 15:24',
    'Бронь: Anna · с 15:24',
  ],
  [
    'my booking whose time it is',
    { state: 'booked', booking: { ...me, starts_at: now.toISOString(), ends_at: later } },
    'Booked by you · until 17:30',
    'Ваша бронь · до 17:30',
  ],
  ['a busy one', { state: 'busy', holder: anna, until: soon }, 'Anna · 24\u00a0min left', 'Anna · ещё 24\u00a0мин'],
  ['busy for long', { state: 'busy', holder: anna, until: later }, 'Anna · until 17:30', 'Anna · до 17:30'],
  [
    'its holder away',
    { state: 'busy', fsm_state: 'AWAY', holder: anna, until: soon },
    'Anna, stepped away · 24\u00a0min left',
    'Anna, нет на месте · ещё 24\u00a0мин',
  ],
  [
    'mine',
    { state: 'busy', holder: me, session_id: sessionId, until: soon },
    'Yours · 24\u00a0min left',
    'Ваш · ещё 24\u00a0мин',
  ],
  [
    'on the machine of my other slot',
    { state: 'busy', holder: me, until: soon },
    'Its machine is busy with your other slot · 24\u00a0min left',
    'Его машину занимает ваш другой слот · ещё 24\u00a0мин',
  ],
  ['being cleaned', { state: 'closing' }, 'Being cleaned, a few seconds', 'Убирается, пара секунд'],
  [
    'held for somebody',
    { state: 'held', held: { offer_id: null, name: 'Anna', expires_at: soon, mine: false } },
    'Held for Anna',
    'Придержан: Anna',
  ],
  [
    'held for me',
    { state: 'held', held: { offer_id: sessionId, name: 'Olga', expires_at: soon, mine: true } },
    'Your turn',
    'Ваша очередь',
  ],
  [
    'sick',
    { state: 'sick', why: 'slot.sick' },
    'The machine of this slot is ill; the administrators know',
    'Машина этого слота неисправна, администраторы знают',
  ],
  [
    'being started anew',
    { state: 'closing', why: 'slot.repair' },
    'Starting anew, a minute or two',
    'Перезапускается, минуту-две',
  ],
  ['switched off', { state: 'off', why: 'slot.off' }, 'This slot is switched off', 'Слот выключен'],
  ['off without a word why', { state: 'off', why: null }, 'Switched off', 'Выключен'],
]

for (const [name, slot, english, russian] of table)
  test(`the line of truth: ${name}`, () => {
    const says = (words: typeof en, locale: 'en' | 'ru') => {
      const line = truthLine(buildSlot(slot), now, words, locale)
      return [line.says, line.left].filter(Boolean).join(' · ')
    }

    assert.equal(says(en, 'en'), english)
    assert.equal(says(ru, 'ru'), russian)
  })

test('the button says why not, with the holder and the time that stand on the slot', () => {
  const slot = buildSlot({ state: 'busy', holder: anna, until: soon })

  assert.equal(
    whyNot({ code: 'slot.taken' }, slot, en, 'en', now),
    'Anna has it until 15:24. Queue for it, ask for it, or book a time.',
  )
  assert.equal(
    whyNot({ code: 'slot.taken' }, slot, ru, 'ru', now),
    'Слот занят: Anna, до 15:24. Встаньте в очередь, попросите уступить или забронируйте время.',
  )
  assert.equal(whyNot(true, slot, en, 'en', now), null)
})

test('a slot kept for somebody names them and the end of their turn', () => {
  const held = { offer_id: null, name: 'Anna', expires_at: soon, mine: false }

  assert.equal(
    whyNot({ code: 'slot.held' }, buildSlot({ state: 'held', held }), en, 'en', now),
    'The slot is kept for Anna until 15:24. Queue for it, or book a time.',
  )
})

test('work that goes on without its person says whose it is, and the end it has at the latest', () => {
  const working = (name: string, mine: boolean) => buildSlot({ state: 'working', working: { name, mine }, until: soon })

  assert.deepEqual(truthLine(working('Anna', false), now, en, 'en'), {
    says: 'Finishing work for Anna',
    left: null,
    below: 'done by 15:24 at the latest',
  })
  assert.equal(truthLine(working('Olga', true), now, ru, 'ru').says, 'Доделывает вашу работу')
})
