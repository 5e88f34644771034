import fc from 'fast-check'
import { anything, openings } from './commands.ts'
import { newTaxi } from './taxi.ts'
import { openModelWorld, SLOTS } from './world.ts'

export interface ModelRun {
  runs: number
  /** Of a failed run, to see it again. */
  seed?: number | undefined
  path?: string | undefined
  replay?: string | undefined
}

const START = new Date('2026-03-02T09:00:00Z')

/**
 * Random days of a dispatcher, each of up to fifty things that happen: after every one, what the server says and what
 * the dispatcher keeps in mind are compared. A failure is cut down to the fewest that show it, and says how to see it again.
 */
export async function runModel({ runs, seed, path, replay }: ModelRun): Promise<void> {
  const world = await openModelWorld(START)
  const days = fc.commands(anything, { maxCommands: 50, size: 'max', ...(replay ? { replayPath: replay } : {}) })
  const day = fc.asyncProperty(fc.constantFrom(...Object.keys(openings)), days, async (opening, commands) => {
    await world.forget()
    const taxi = newTaxi(START.getTime(), SLOTS)
    for (const command of openings[opening] ?? []) await command.run(taxi, world)
    await fc.asyncModelRun(() => ({ model: taxi, real: world }), commands)
  })
  try {
    await fc.assert(day, { numRuns: runs, ...(seed === undefined ? {} : { seed }), ...(path ? { path } : {}) })
  } finally {
    await world.close()
  }
}
