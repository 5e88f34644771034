import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSlot } from '../testing/build.ts'
import { applyUpdate, type Board } from './board.ts'

const board: Board = { epoch: 'a', version: 7, slots: [buildSlot({ id: 'x', slot_number: 1 })] }
const update = (version: number, epoch = 'a') => ({
  epoch,
  version,
  slot: buildSlot({ id: 'x', slot_number: 1, state: 'busy' as const }),
})

test('the next version is taken in', () => {
  const next = applyUpdate(board, update(8))

  assert.ok(next !== 'hole')
  assert.equal(next.version, 8)
  assert.equal(next.slots[0]?.state, 'busy')
})

test('an update that was already counted changes nothing', () => {
  assert.equal(applyUpdate(board, update(7)), board)
  assert.equal(applyUpdate(board, update(3)), board)
})

test('a version that was skipped is a hole', () => {
  assert.equal(applyUpdate(board, update(9)), 'hole')
})

test('a server that has started anew counts anew, so its versions are a hole', () => {
  assert.equal(applyUpdate(board, update(8, 'b')), 'hole')
  assert.equal(applyUpdate(board, update(1, 'b')), 'hole')
})

test('a slot that was not there before takes its place by number', () => {
  const added = { ...update(8), slot: buildSlot({ id: 'w', slot_number: 0 }) }

  const next = applyUpdate(board, added)

  assert.ok(next !== 'hole')
  assert.deepEqual(
    next.slots.map(slot => slot.id),
    ['w', 'x'],
  )
})
