import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../testing/companion-world.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { type PlainGuacd, startPlainGuacd } from '../../testing/plain-guacd.ts'
import { startTestScreen, type TestScreen } from '../../testing/test-screen.ts'

let guacds: PlainGuacd[]
let screen: TestScreen
let world: DeskWorld
before(async () => {
  guacds = [await startPlainGuacd(), await startPlainGuacd()]
  screen = await startTestScreen()
  const addresses = guacds.map(({ address }) => address)
  world = await openDeskWorld({ screen: screen.driver, guacd: { addresses: () => addresses } })
})
after(async () => {
  await world?.close()
  await screen?.close()
  for (const guacd of guacds ?? []) await guacd.close()
})

test('of two guacds each carries its share; when one is killed its people come back over the other, and later over both', async () => {
  const [doomed, other] = guacds as [PlainGuacd, PlainGuacd]
  const desks = [await world.open(), await world.open(), await world.open(), await world.open()]
  for (const { client } of desks) await client.picture(20_000)
  assert.deepEqual([doomed.connections(), other.connections()], [2, 2])

  const told: typeof desks = []
  for (const desk of desks) void desk.client.closed.then(({ reason }) => reason === '520' && told.push(desk))
  doomed.kill()

  await eventually(() => told.length === 2)
  for (const { session, person } of told) {
    const again = world.knock(session, await world.pass(session, person.id))
    await again.picture(20_000)
  }
  assert.equal(other.connections(), 4)

  await doomed.restart()
  await sleep(5_100)
  const late = await world.open()
  await late.client.picture(20_000)
  assert.equal(doomed.connections(), 1)
})
