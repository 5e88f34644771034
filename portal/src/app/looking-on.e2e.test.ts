import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { encode } from '../../../server/src/entrypoints/screen/instruction.ts'
import { buildPerson, buildSession, buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==',
  'base64',
)
/** Four seconds of a screen that is yellow first and green at the end. */
const film = [
  encode('size', 0, 640, 400),
  ...[0, 1, 2, 3, 4].flatMap(second => [
    encode('rect', 0, 0, 0, 640, 400),
    encode('cfill', 14, 0, ...(second < 2 ? [255, 196, 0] : [31, 138, 76]), 255),
    encode('sync', 1000 + second * 1000),
  ]),
].join('')

let world: CompanyWorld
let boss: Page

before(async () => {
  const machines = { driver: async () => ({ thumbnail: async () => PIXEL }) as never, close: async () => {} }
  world = await openCompanyWorld({ machines }, { role: 'admin' })
  const { db } = world
  const slot = await buildSlot(db, { id: 'ppx-1', name: 'Perplexity · 1', is_recorded: true })
  const anna = await buildPerson(db, { name: 'Anna' })
  const session = await buildSession(db, { person: anna, slot, phases: { lease: 1, machine: 2, browser: 3 } })
  await record(session.id)
  ;({ page: boss } = await world.portal({ room: 'live' }))
})
after(() => world?.close())

async function record(sessionId: string): Promise<void> {
  const { db, config } = world.server.parts
  const id = randomUUID()
  const file = `recordings/${id}.guac.gz`
  const packed = gzipSync(film)
  mkdirSync(dirname(join(config.dataDir, file)), { recursive: true })
  writeFileSync(join(config.dataDir, file), packed)
  const started_at = new Date(Date.now() - 12 * 60_000)
  const expires_at = new Date(Date.now() + 14 * 86_400_000)
  await db.recordings.create({
    data: { id, session_id: sessionId, file, bytes: packed.length, started_at, ended_at: new Date(), expires_at },
  })
}

test('the live room shows who sits where, with a picture of the screen', async () => {
  const screen = boss.locator('[data-screen="ppx-1"]')

  await screen.getByText('Anna').waitFor()
  await screen.getByRole('img', { name: 'The screen of Anna at Perplexity · 1' }).waitFor()
})

test('watching says first that it is seen and kept, then opens the desk to look at', async () => {
  await boss.locator('[data-screen="ppx-1"]').getByRole('button', { name: 'Watch' }).click()
  const dialog = boss.getByRole('dialog', { name: 'Watch Anna at Perplexity · 1?' })
  await dialog.getByText('Your name shows in their bar').waitFor()

  const [desk] = await Promise.all([
    boss.context().waitForEvent('page'),
    dialog.getByRole('button', { name: 'Watch' }).click(),
  ])

  await desk.waitForURL(/\/desk\//)
  await desk.close()
})

test('on the board a recorded slot says so before it is taken, and watching stands in its menu', async () => {
  await boss.goto(`${world.server.url}/app/`)
  const card = boss.locator('[data-slot="ppx-1"]')

  await card.getByText('Recorded', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'More: Perplexity · 1' }).click()
  await card.getByRole('menuitem', { name: 'Watch…' }).waitFor()
  await boss.keyboard.press('Escape')
})

test('a recording is played, wound to any moment and played faster', async () => {
  await boss.getByRole('link', { name: 'Recordings', exact: true }).click()
  await boss.locator('[data-recording]').getByText('Anna').waitFor()
  await boss.locator('[data-recording]').getByRole('link', { name: 'Play' }).click()
  const player = boss.getByRole('region', { name: 'Recording' })
  await player.getByText('0:00 / 0:04').waitFor()
  await until(async () => (await colour()).join() === '255,196,0')

  await player.getByRole('slider', { name: 'Moment' }).fill('3000')
  await until(async () => (await colour()).join() === '31,138,76')
  await player.getByRole('slider', { name: 'Moment' }).fill('0')
  await until(async () => (await colour()).join() === '255,196,0')
  await player.getByRole('button', { name: '8×' }).click()
  await player.getByRole('button', { name: 'Play' }).click()

  await player.getByText('0:04 / 0:04').waitFor()
  await until(async () => (await colour()).join() === '31,138,76')
  await boss.locator('[data-playing="false"]').waitFor()
})

/** Of the middle of what the player shows. */
const colour = () =>
  boss.evaluate(() => {
    for (const canvas of document.querySelectorAll('canvas')) {
      const pixel = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data
      if (pixel?.[3]) return [...pixel.slice(0, 3)]
    }
    return []
  })

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 50) {
    assert.ok(waited < 10_000, 'it did not happen within 10 s')
    await boss.waitForTimeout(50)
  }
}
