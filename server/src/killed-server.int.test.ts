import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertEndsWhole } from './testing/crash/ends-whole.ts'
import { killOneServer } from './testing/crash/kill-one-server.ts'
import { openTwoServers, type TwoServers } from './testing/two-servers.ts'
import { until } from './testing/until.ts'

let world: TwoServers
before(async () => {
  world = await openTwoServers()
})
after(() => world.close())

test('one of two servers is killed while it makes a dump: everybody goes on at the other, each dump comes once', async () => {
  await killOneServer(world, { staying: 4, leaving: 2, withinMs: 40_000 })
})

test('a server that is stopped hands over: turns go on, popups come back, its machines are kept by the other', async () => {
  await world.mend()
  const riders = [await world.sitDown(), await world.sitDown()]
  const lines = riders.map(({ token }) => world.line(token))
  await until('the lines are open', () => lines.every(line => line.connected))
  const kept = riders.map(({ machine }) => machine.id)
  const keepers = async () => world.db.machines.findMany({ where: { id: { in: kept } } })

  await world.end(world.copies[0] as (typeof world.copies)[number], 'SIGTERM')

  const [left] = await world.db.servers.findMany()
  assert.ok(left, 'the one that stopped has said so')
  await until('popups come back', () => lines.every(line => line.connected))
  const all = async () => (await keepers()).every(row => row.line_at === left.id && row.kept_by === left.id)
  await until('the other server keeps the machines', all)
  const open = await world.db.sessions.count({ where: { machine_id: { in: kept }, ended_at: null } })
  assert.equal(open, riders.length)
  for (const rider of riders) await rider.release()
  for (const rider of riders) await assertEndsWhole(world, rider, 90_000)
})
