import { test } from 'node:test'
import { runModel } from './testing/model/run-model.ts'

test('whatever people, machines and the clock do, in whatever order: a hundred random days go as a dispatcher would have them', async t => {
  t.diagnostic(`seed ${await runModel({ runs: 100, withinMs: 135_000 })}`)
})
