import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeRide } from './take-ride.ts'

test('a person rides from the popup’s first run to the dump on their phone, and everything they made is in it', async () => {
  const report = await takeRide({ say: () => {} })

  assert.ok(report.ok)
  assert.deepEqual(report.dump.incomplete, [])
})
