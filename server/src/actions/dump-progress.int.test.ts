import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DumpProgress } from '@taxi/contract/dumps.ts'
import { dumpViewOf } from '../db/read/dump-view.ts'
import { type EndingWorld, openEndingWorld } from '../testing/ending-world.ts'
import { endSession } from './end-session.ts'

let world: EndingWorld
const told: string[] = []
before(async () => {
  world = await openEndingWorld({ changed: () => look() })
})
after(() => world.close())

/** What the dump's person would be told at this moment. */
async function look(): Promise<void> {
  for (const row of await world.db.dumps.findMany()) {
    const said = inWords(dumpViewOf(row).progress)
    if (told.at(-1) !== said) told.push(said)
  }
}

const inWords = (progress: DumpProgress | null) =>
  progress ? `${progress.stage} ${progress.done} of ${progress.total}` : 'nothing'

test('whoever waits for a dump is told each step: sealing, collecting, assembling; at rest nothing more', async () => {
  const seated = await world.sit('chat open')
  await endSession(world.parts, { sessionId: seated.session.id, reason: 'manual' })
  await world.giveBack(seated)
  await world.workOnDumps()

  assert.deepEqual(told, [
    'nothing',
    'sealing 1 of 4',
    'sealing 2 of 4',
    'sealing 3 of 4',
    'sealing 4 of 4',
    'collecting 0 of 0',
    'collecting 1 of 1',
    'assembling 0 of 0',
    'assembling 1 of 1',
    'nothing',
  ])
})
