import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlotView } from '@taxi/contract/slots.ts'
import { groupSlots } from '../board/group-slots.ts'
import { buildPlace, buildSlot } from '../testing/build.ts'
import { mayQueueForAny } from './any-of-service.ts'

const { may } = buildSlot()
const busy: Partial<SlotView> = { state: 'busy', may: { ...may, occupy: { code: 'slot.taken' }, queue: true } }
function group(...slots: Partial<SlotView>[]) {
  const [only] = groupSlots(slots.map((slot, index) => buildSlot({ id: `p-${index}`, ...slot }))).groups
  assert.ok(only)
  return only
}

test('waiting for any slot of a service is offered when all of several are taken', () => {
  assert.equal(mayQueueForAny(group(busy, busy), []), true)
  assert.equal(mayQueueForAny(group(busy), []), false)
  assert.equal(mayQueueForAny(group(busy, {}), []), false)
})

test('who waits for any of them already is not asked again', () => {
  const place = buildPlace({ slot_id: null, service: 'perplexity' })

  assert.equal(mayQueueForAny(group(busy, busy), [place]), false)
  assert.equal(mayQueueForAny(group(busy, busy), [buildPlace()]), true)
})
