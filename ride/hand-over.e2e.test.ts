import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dumpOf } from './dump-of.ts'
import { invited } from './invited.ts'
import { sitDown, sitDownAgain } from './sit-down.ts'
import { openTab, tabsOf } from './tabs.ts'
import { openWorld, until, type World } from './world.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const demo = { params: { id: 'demo-1' } }

test('handed over, the colleague finds the same tabs; each one’s dump holds their own chats, also when the server is killed in between', async () => {
  const anna = await world.asAdmin()
  const boris = await invited(world, anna, 'Boris')
  const seat = await sitDown(world, anna)
  await seat.write('asked by Anna')
  const tabs = await tabsOf(world)

  const colleague = (await anna.call('colleagues')).find(({ name }) => name === 'Boris')
  await anna.call('handOver', { params: { id: seat.sessionId }, body: { person_id: colleague?.id ?? '' } })
  await seat.desk.closed
  await world.kill()
  await world.start()
  const session = await until('Boris has the seat', async () =>
    (await boris.call('sessions')).find(({ ended_at, phases }) => !ended_at && phases.signed_in !== undefined),
  )
  const next = await sitDownAgain(world, boris, session.id)

  assert.deepEqual(await tabsOf(world), tabs)
  assert.ok(tabs.some(({ url }) => /\/practice\/c\//.test(url)))
  await openTab(world, `${world.url}/practice`)
  await sitDownAgain(world, boris, session.id).then(seat => seat.write('asked by Boris'))
  next.desk.close()
  await boris.call('release', demo)

  const [hers, his] = [await dumpOf(anna, seat.sessionId), await dumpOf(boris, session.id)]
  const chats = (files: Map<string, string>) =>
    [...files].filter(([name]) => /^chats\/[^/]*\.md$/.test(name)).map(([, text]) => text)
  assert.deepEqual([chats(hers.files).length, chats(his.files).length], [1, 1])
  assert.match(chats(hers.files)[0] ?? '', /asked by Anna/)
  assert.match(chats(his.files)[0] ?? '', /asked by Boris/)
  assert.doesNotMatch(chats(his.files)[0] ?? '', /asked by Anna/)
  assert.match(hers.files.get('tabs.json') ?? '', /\/practice\/c\//)
  const visited = JSON.parse(his.files.get('tabs.json') ?? '{}').history as { at: string }[]
  assert.ok(visited.every(({ at }) => at >= session.started_at))
  assert.deepEqual(
    [...hers.dump.items, ...his.dump.items].filter(item => item.status !== 'complete'),
    [],
  )
})
