import { after, before, test } from 'node:test'
import { crashPoints } from './faults.ts'
import { crashAt } from './testing/crash/crash-at.ts'
import { type CrashWorld, openCrashWorld } from './testing/crash/crash-world.ts'

const seeds = Number(process.env.TAXI_FAULT_SEEDS ?? 3)
let world: CrashWorld
before(async () => {
  world = await openCrashWorld()
  await world.start()
})
after(() => world.close())

for (let seed = 0; seed < seeds; seed += 1)
  for (const point of crashPoints)
    test(`died at ${point}, seed ${seed}: each dump came once, whole, and every seat is free`, () =>
      crashAt(world, point, seed))
