import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dumpOf } from './dump-of.ts'
import { invited } from './invited.ts'
import { sitDown } from './sit-down.ts'
import { openWorld, until, type World } from './world.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const demo = { params: { id: 'demo-1' } }

test('a long research is left to finish: its person goes at once, the slot works on, the report comes with the dump, who waits is next', async () => {
  const anna = await world.asAdmin()
  const boris = await invited(world, anna, 'Boris')
  const seat = await sitDown(world, anna)
  seat.type('research')
  const session = { params: { id: seat.sessionId } }
  await until('the research is seen', async () => (await anna.call('session', session)).generating_since)

  await anna.call('release', { ...demo, body: { deliver_when_done: true } })

  const [left, shown] = [await anna.call('session', session), await boris.call('slot', demo)]
  assert.deepEqual([left.state, left.end_reason, shown.state], ['ended', 'manual', 'working'])
  await boris.call('joinQueue', demo)
  await seat.desk.closed
  const offer = await until('the turn is held for Boris', async () => (await boris.call('myQueue')).offers[0], 60_000)
  assert.equal(offer.slot_id, 'demo-1')
  const { dump, files } = await dumpOf(anna, seat.sessionId)
  const chat = [...files].find(([name]) => /^chats\/[^/]*\.md$/.test(name))?.[1] ?? ''
  assert.match(chat, /## Report[\s\S]*The research took 20 seconds/)
  assert.deepEqual(
    dump.items.filter(item => item.status !== 'complete'),
    [],
  )
})
