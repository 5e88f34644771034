import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTurns } from './in-turn.ts'

test('keys pressed while something is being pasted come after it, in their order, also between two pastes', async () => {
  const turns = createTurns()
  const done: string[] = []
  const slow = (name: string) => async () => {
    await new Promise(resolve => setTimeout(resolve, 5))
    done.push(name)
  }

  turns.now(() => done.push('a'))
  turns.later(slow('first'))
  turns.now(() => done.push('b'))
  turns.later(slow('second'))
  turns.now(() => done.push('c'))
  await slow('')()
  await slow('')()
  await slow('')()
  turns.now(() => done.push('d'))

  assert.deepEqual(done.filter(Boolean), ['a', 'first', 'b', 'second', 'c', 'd'])
})
