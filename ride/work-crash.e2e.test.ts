import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dumpOf } from './dump-of.ts'
import { journalOf } from './journal.ts'
import { sitDown } from './sit-down.ts'
import { openWorld, until, type World } from './world.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const demo = { params: { id: 'demo-1' } }

test('a server killed while the work goes on finds it again; what broke off with the service comes as far as it was', async () => {
  const anna = await world.asAdmin()
  const seat = await sitDown(world, anna)
  seat.type('research')
  const session = { params: { id: seat.sessionId } }
  await until('the research is seen', async () => (await anna.call('session', session)).generating_since)
  await until('its beginning is exported', async () =>
    journalOf(world.dataDir).some(chat => chat.turns.some(turn => turn.markdown.includes('research'))),
  )
  await anna.call('release', { ...demo, body: { deliver_when_done: true } })

  await world.kill()
  await world.start()
  const again = await world.asAdmin()
  const { working_until } = await again.call('session', session)
  await until('the slot is free', async () => (await again.call('slot', demo)).state === 'free', 60_000)

  assert.ok(working_until)
  const { dump, files } = await dumpOf(again, seat.sessionId)
  const chat = dump.items.find(item => item.kind === 'chat' && item.path.endsWith('.md'))
  assert.match(files.get(chat?.path ?? '') ?? '', /research/)
})
