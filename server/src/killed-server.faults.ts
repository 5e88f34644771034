import { after, before, test } from 'node:test'
import { killOneServer } from './testing/crash/kill-one-server.ts'
import { openTwoServers, type TwoServers } from './testing/two-servers.ts'

let world: TwoServers
before(async () => {
  world = await openTwoServers()
})
after(() => world.close())

test('one of two servers is killed with fifty people at their seats: the other has carried on within ten seconds', async t => {
  const ms = await killOneServer(world, { staying: 50, leaving: 5, withinMs: 10_000 })
  t.diagnostic(`carried on after ${ms} ms`)
})
