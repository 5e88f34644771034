import { parseArgs } from 'node:util'
import { runModel } from '../../server/src/testing/model/run-model.ts'

/** More random days than `npm test` has time for, or one that failed, again. */
const text = { type: 'string' } as const
const { values } = parseArgs({ options: { runs: text, seed: text, path: text, replay: text } })
const began = performance.now()

try {
  const runs = Number(values.runs ?? (values.path ? 1 : 1000))
  const seed = values.seed === undefined ? undefined : Number(values.seed)
  const used = await runModel({ runs, seed, path: values.path, replay: values.replay })
  process.stdout.write(`${runs} days passed in ${Math.round((performance.now() - began) / 1000)} s, seed ${used}\n`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
