import { after, before, test } from 'node:test'
import { killOneServer } from './testing/crash/kill-one-server.ts'
import { openTwoServers, type TwoServers } from './testing/two-servers.ts'

let world: TwoServers
before(async () => {
  world = await openTwoServers()
})
after(() => world.close())

test('one of two servers is killed while it makes a dump: everybody goes on at the other, each dump comes once', async () => {
  await killOneServer(world, { staying: 4, leaving: 2, withinMs: 40_000 })
})
