import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SlotChange, SlotDraft } from './slots.ts'

test('changing one thing of a slot leaves everything else as it is', () => {
  assert.deepEqual(SlotChange.parse({ is_active: false }), { is_active: false })
})

test('a new slot gets the usual limits', () => {
  const draft = SlotDraft.parse({ id: 'x-1', name: 'X', service: 'x', service_name: 'X', url: 'https://x.example' })

  assert.equal(draft.max_minutes, 120)
  assert.equal(draft.idle_minutes, 20)
  assert.deepEqual(draft.machine_ids, [])
})
