import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, buildSlot, me, sessionId } from '../testing/build.ts'
import { groupSlots, isMine } from './group-slots.ts'

const slot = (id: string, slot_number: number, service: string, state: 'free' | 'busy' | 'sick' | 'off' | 'closing') =>
  buildSlot({ id, slot_number, service, service_name: service, name: id, state })

test('services with something free come first, then by number', () => {
  const board = groupSlots([
    slot('a-1', 1, 'a', 'busy'),
    slot('b-1', 2, 'b', 'busy'),
    slot('b-2', 3, 'b', 'free'),
    slot('c-1', 4, 'c', 'free'),
  ])

  assert.deepEqual(
    board.groups.map(group => [group.service, group.free, group.slots.length]),
    [
      ['b', 1, 2],
      ['c', 1, 1],
      ['a', 0, 1],
    ],
  )
})

test('inside a service the free ones come first, then who is about to be, then the busy, then the sick', () => {
  const board = groupSlots([
    slot('s', 1, 'a', 'sick'),
    slot('b', 2, 'a', 'busy'),
    slot('c', 3, 'a', 'closing'),
    slot('f', 4, 'a', 'free'),
  ])

  assert.deepEqual(
    board.groups[0]?.slots.map(one => one.id),
    ['f', 'c', 'b', 's'],
  )
})

test('what nobody can take stands apart at the end', () => {
  const board = groupSlots([slot('x', 2, 'a', 'off'), slot('y', 1, 'b', 'off'), slot('z', 3, 'a', 'free')])

  assert.deepEqual(
    board.notInService.map(one => one.id),
    ['y', 'x'],
  )
  assert.equal(board.groups.length, 1)
})

test('the search finds a slot by its name, its service, its tier and by who has it', () => {
  const slots = [
    buildSlot({ id: 'p', name: 'Perplexity Max 1', holder: anna, state: 'busy' }),
    buildSlot({ id: 'g', name: 'Deep Think', service: 'gemini', service_name: 'Gemini', tier: 'Ultra' }),
  ]
  const found = (search: string) => groupSlots(slots, search).groups.flatMap(group => group.slots.map(one => one.id))

  assert.deepEqual(found('  MAX '), ['p'])
  assert.deepEqual(found('gemini'), ['g'])
  assert.deepEqual(found('ultra'), ['g'])
  assert.deepEqual(found('anna'), ['p'])
  assert.deepEqual(found('lovable'), [])
})

test('another slot of the machine I use is not my slot', () => {
  assert.equal(isMine(buildSlot({ state: 'busy', holder: me, session_id: sessionId })), true)
  assert.equal(isMine(buildSlot({ state: 'busy', holder: me, session_id: null })), false)
  assert.equal(isMine(buildSlot({ state: 'busy', holder: anna, session_id: sessionId })), false)
})
