import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGate } from './gate.ts'

test('two go through at a time, everybody gets through, and a failure gives its place back', async () => {
  const gate = createGate(2)
  let inside = 0
  let most = 0

  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      gate(async () => {
        most = Math.max(most, ++inside)
        await new Promise(resolve => setTimeout(resolve, 1))
        inside--
        if (i % 3 === 0) throw new Error('stuck')
        return i
      }),
    ),
  )

  assert.equal(most, 2)
  assert.equal(inside, 0)
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 13)
  assert.equal(await gate(async () => 'free again'), 'free again')
})
