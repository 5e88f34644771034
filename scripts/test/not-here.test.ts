import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeOutNotHere } from './not-here.ts'

const files = () => ['machines/machines.e2e.test.ts', 'ride/ride.e2e.test.ts']

test('where no machine can be started its proof is left out, and that is said', () => {
  const left = files()

  const said = takeOutNotHere(left, () => 'only root starts a machine in a container')

  assert.deepEqual(left, ['ride/ride.e2e.test.ts'])
  assert.deepEqual(said, [
    'NOT TESTED: machines/machines.e2e.test.ts: no real machine can be started here: only root starts a machine in a container.',
  ])
})

test('where one can be started nothing is left out, nor is anything asked when none is wanted', () => {
  const left = files()

  assert.deepEqual(
    takeOutNotHere(left, () => null),
    [],
  )
  assert.deepEqual(left, files())
  assert.deepEqual(
    takeOutNotHere(['ride/ride.e2e.test.ts'], () => {
      throw new Error('nobody wants a machine')
    }),
    [],
  )
})
