import fc from 'fast-check'
import { anything, openings } from './anything.ts'
import { newTaxi } from './taxi.ts'
import { openModelWorld, SLOTS } from './world.ts'

export interface ModelRun {
  runs: number
  /** Then it is over: what failed is told as far as it was cut down. */
  withinMs?: number | undefined
  /** Of a failed run, to see it again. */
  seed?: number | undefined
  path?: string | undefined
  replay?: string | undefined
}

const START = new Date('2026-03-02T09:00:00Z')
const LONGEST_DAY = 50

/**
 * Random days of a dispatcher, each of up to fifty things that happen: after every one, what the server says and what
 * the dispatcher keeps in mind are compared. A failure is cut down to the fewest that show it, and says how to see it
 * again. Returns the seed.
 */
export async function runModel({ runs, withinMs, seed, path, replay }: ModelRun): Promise<number> {
  const world = await openModelWorld(START)
  const days = fc.commands(anything, {
    maxCommands: LONGEST_DAY,
    size: 'max',
    ...(replay ? { replayPath: replay } : {}),
  })
  const day = fc.asyncProperty(fc.constantFrom(...Object.keys(openings)), days, async (opening, commands) => {
    await world.forget()
    const taxi = newTaxi(START.getTime(), SLOTS)
    for (const command of openings[opening] ?? []) await command.run(taxi, world)
    await fc.asyncModelRun(() => ({ model: taxi, real: world }), commands)
  })
  try {
    const given = { ...(seed === undefined ? {} : { seed }), ...(path ? { path } : {}) }
    const limit = withinMs ? { interruptAfterTimeLimit: withinMs, markInterruptAsFailure: true } : {}
    const outcome = await fc.check(day, { numRuns: runs, ...given, ...limit })
    if (outcome.failed && !outcome.counterexample) throw new Error(`only ${outcome.numRuns} days in ${withinMs} ms`)
    if (outcome.failed) throw new Error(story(outcome), { cause: outcome.errorInstance })
    return outcome.seed
  } finally {
    await world.close()
  }
}

type Outcome = Pick<fc.RunDetails<unknown[]>, 'seed' | 'counterexample' | 'counterexamplePath'>

function story({ seed, counterexample, counterexamplePath }: Outcome): string {
  const [opening, commands] = (counterexample ?? []).map(String)
  const replay = /replayPath="([^"]+)"/.exec(commands ?? '')?.[1]
  const happened = (commands ?? '').replace(/\/\*.*\*\//, '').split(',')
  const again = `npm run test:model -- --seed=${seed} --path=${counterexamplePath} --replay=${replay}`
  return [`It began with ${opening}. Then:`, ...happened, `To see it again: ${again}`].join('\n  ')
}
