import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CutLineWorld, CutVerb, CutWhen } from './cut-line-world.ts'

/** One turn whose line is cut at these verbs: the seat is free and clean, still signed in, and its one dump holds everything. */
export async function assertTurnIsWhole(
  world: CutLineWorld,
  steps: Partial<Record<CutVerb, CutWhen>>,
  awayMs?: number,
): Promise<void> {
  const { machine } = world
  if (steps.up) await machine.driver.down()
  world.cutAt(steps, awayMs)

  const seated = await world.sitDown()
  await machine.visit('/sign-in')
  const items = await world.endWhole(seated)

  assert.ok(world.allCut(), 'the line was cut wherever it was meant to be')
  assert.equal(await world.db.dumps.count({ where: { session_id: seated.session.id } }), 1)
  assert.deepEqual(
    items.filter(({ status }) => status !== 'complete'),
    [],
  )
  for (const path of ['screenshot.png', 'clipboard.txt', 'downloads/report.txt'])
    assert.ok(
      items.some(item => item.path === path),
      path,
    )
  assert.ok(items.some(({ kind }) => kind === 'chat'))
  assert.equal(await machine.driver.dirty(), null)
  assert.deepEqual(readdirSync(join(machine.folder, 'home/Downloads')), [])
  assert.equal((await machine.script(['clip', 'get'])).text, '')
  assert.match((await machine.visit('/look')).cookie, /signed_in/)
}
