import { closing } from './desk-closing.ts'
import { idleMemory } from './desk-idle.ts'
import { keys } from './desk-keys.ts'
import { opens } from './desk-opens.ts'
import { scrolling } from './desk-scroll.ts'
import type { Bench, Figure } from './figure.ts'
import { openDeskBench } from './open-desk-bench.ts'

/** What one feels of the tunnel: keys, first pictures, motion, memory, letting go; each beside guacd itself in the same run. */
export const desk: Bench = async ({ keep, rounds, say }) => {
  const bench = await openDeskBench(keep)
  const figures: Figure[] = []
  for (const [what, measure] of Object.entries({ keys, idleMemory, opens, closing, scrolling })) {
    say(`  ${what}`)
    figures.push(...(await measure(bench, { keep, rounds, say })))
  }
  return figures
}
