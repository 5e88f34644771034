import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlotView } from '@taxi/contract/slots.ts'
import { anna, buildSlot, me, sessionId } from '../testing/build.ts'
import { cardAction } from './card-action.ts'

const no = { code: 'slot.taken' }
const { may } = buildSlot()
const taken: Partial<SlotView> = { state: 'busy', holder: anna, may: { ...may, occupy: no, queue: true } }

const table: [name: string, slot: Partial<SlotView>, action: string][] = [
  ['free: taken', {}, 'take'],
  ['my own: opened', { state: 'busy', holder: me, session_id: sessionId }, 'open'],
  ['somebody’s: queued for', taken, 'queue'],
  ['I wait already: left', { ...taken, may: { ...may, occupy: no, queue: true, leave: true } }, 'leave'],
  [
    'kept for me: taken, though I stand in its line',
    { state: 'held', may: { ...may, occupy: true, leave: true } },
    'take',
  ],
  ['switched off: a take that says why not', { state: 'off', may: { ...may, occupy: no, queue: no } }, 'take'],
]

for (const [name, slot, action] of table)
  test(`the main button of a slot that is ${name}`, () => {
    assert.equal(cardAction(buildSlot(slot)), action)
  })
