import { after, before, test } from 'node:test'
import { type CutLineWorld, openCutLineWorld } from '../testing/cut-line-world.ts'
import { assertTurnIsWhole } from '../testing/cut-turn.ts'

let world: CutLineWorld
before(async () => {
  world = await openCutLineWorld()
})
after(() => world?.close())

test('a turn over SSH whose line is cut while the machine works at every step loses nothing', () =>
  assertTurnIsWhole(world, {
    begin: 'within',
    'seal 1': 'within',
    'seal 2': 'within',
    clean: 'within',
    fetch: 'within',
  }))

test('a turn over SSH of whose machine no answer comes back loses nothing', () =>
  assertTurnIsWhole(world, { 'seal 1': 'after', sealed: 'before', forget: 'after' }))
