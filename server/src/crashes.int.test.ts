import { after, before, test } from 'node:test'
import type { CrashPoint } from './faults.ts'
import { crashAt } from './testing/crash/crash-at.ts'
import { type CrashWorld, openCrashWorld } from './testing/crash/crash-world.ts'

let world: CrashWorld
before(async () => {
  world = await openCrashWorld()
  await world.start()
})
after(() => world.close())

/** One of each stretch of the way; `npm run test:faults` goes to all of them. */
const points: CrashPoint[] = ['release.written', 'close.seal_files.done', 'assemble.placing', 'send.put']

for (const [seed, point] of points.entries())
  test(`a server that dies at ${point} with three people leaving: each gets one dump, whole, and their seat is free`, () =>
    crashAt(world, point, seed))
