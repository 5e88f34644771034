import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotHere, type Step, takeSteps } from './steps.mjs'

const listener = () => {
  const lines: string[] = []
  return { lines, write: (text: string) => void lines.push(text) }
}
const step = (name: string, changes: Partial<Step> = {}): Step => ({
  name,
  isDone: () => false,
  do: async () => {},
  ...changes,
})

test('what is done already is not done again and not spoken of', async () => {
  const out = listener()
  const done = step('old', { isDone: () => true, do: () => assert.fail('it was done again') })

  await takeSteps([done], out)

  assert.deepEqual(out.lines, [])
})

test('steps are taken in order, each with its time', async () => {
  const out = listener()

  await takeSteps([step('first'), step('second')], out)

  const ends = out.lines.filter(line => line.startsWith('✓'))
  assert.deepEqual(
    ends.map(line => line.replace(/\d+\.\d s/, 'T')),
    ['✓ first: done in T\n', '✓ second: done in T\n'],
  )
})

test('a step that cannot be taken here tells what to do at the end, and the next ones are taken', async () => {
  const out = listener()
  const refused = step('apt', { do: () => Promise.reject(new NotHere('Run this as root.')) })

  await takeSteps([refused, step('next')], out)

  assert.match(out.lines.join(''), /✗ apt: not here.*✓ next: done.*Run this as root\./s)
})

test('a step that breaks stops the set-up', async () => {
  const broken = step('build', { do: () => Promise.reject(new Error('syntax')) })
  const never = step('next', { do: () => assert.fail('it went on') })

  await assert.rejects(takeSteps([broken, never], listener()), /syntax/)
})
