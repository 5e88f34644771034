import { test } from 'node:test'
import { runModel } from './testing/model/run-model.ts'

/** A minute and a half of computing; longer where others compute as well. */
const WITHIN_MS = 8 * 60_000

test('whatever people, machines and the clock do, in whatever order: a hundred random days go as a dispatcher would have them', {
  timeout: WITHIN_MS + 60_000,
}, async t => {
  t.diagnostic(`seed ${await runModel({ runs: 100, withinMs: WITHIN_MS })}`)
})
