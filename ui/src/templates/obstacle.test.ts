import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, buildSlot, me, sessionId } from '../testing/build.ts'
import { obstacleOf, templateAction } from './obstacle.ts'

const free = buildSlot({ id: 'free' })
const mine = buildSlot({ id: 'mine', state: 'busy', holder: me, session_id: sessionId })
const { may } = free
const busy = buildSlot({
  id: 'busy',
  state: 'busy',
  holder: anna,
  may: { ...may, occupy: { code: 'slot.taken' }, queue: true },
})
const waitedFor = buildSlot({
  ...busy,
  queue: { waiting: 1, my_position: 1, estimate: null },
  may: { ...may, occupy: { code: 'slot.taken' }, queue: { code: 'queue.mine' } },
})
const off = buildSlot({
  id: 'off',
  state: 'off',
  may: { ...may, occupy: { code: 'slot.off' }, queue: { code: 'slot.off' } },
})

test('the first slot that somebody else has is in the way; one’s own are not', () => {
  assert.equal(obstacleOf([mine, free]), null)
  assert.equal(obstacleOf([mine, free, busy, off])?.id, 'busy')
})

test('a template is launched when nothing is in the way, opened when all of it is one’s own', () => {
  assert.equal(templateAction([mine, free]), 'launch')
  assert.equal(templateAction([mine]), 'open')
})

test('what is missing is queued for, then waited for; what can never come leaves only the reason', () => {
  assert.equal(templateAction([free, busy]), 'queue')
  assert.equal(templateAction([free, waitedFor]), 'wait')
  assert.equal(templateAction([free, off]), 'launch')
})
