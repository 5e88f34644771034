import { after, before, test } from 'node:test'
import { type CutLineWorld, type CutVerb, type CutWhen, openCutLineWorld } from './testing/cut-line-world.ts'
import { assertTurnIsWhole } from './testing/cut-turn.ts'

const VERBS: CutVerb[] = ['up', 'begin', 'seal 1', 'seal 2', 'clean', 'sealed', 'forget']
const WHENS: Record<CutWhen, string> = {
  before: 'before the machine hears of it',
  within: 'while the machine is at it',
  after: 'when it is done and nobody has heard',
  silent: 'without a word to anybody',
}

let world: CutLineWorld
before(async () => {
  world = await openCutLineWorld()
})
after(() => world?.close())

for (const verb of VERBS)
  for (const [when, words] of Object.entries(WHENS))
    test(`the line to the machine is cut at ${verb}, ${words}: one whole dump, and the seat is free`, () =>
      assertTurnIsWhole(world, { [verb]: when }))

test('the line is cut while a sealed file comes over it', () => assertTurnIsWhole(world, { fetch: 'within' }))

for (const verb of ['seal 1', 'seal 2', 'clean'] as const)
  test(`the line is cut at ${verb} for twenty seconds`, () => assertTurnIsWhole(world, { [verb]: 'within' }, 20_000))
