import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson } from '../../../server/src/testing/build.ts'
import { type DeskBrowser, openBar, openDeskBrowser, stage } from '../../../server/src/testing/desk-browser.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())

test('who watches sees the screen, touches nothing and is known by name; a kick closes both at once', async () => {
  const { page, session } = await desk.sitDown()
  const { db, desks } = desk.world.parts
  const boris = await buildPerson(db, { name: 'Boris', role: 'admin', locale: 'en' })
  const { guacamole_url } = await desks.open({ id: session.id, person_id: boris.id, watch: true })
  const watcher = await (await desk.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } })).newPage()

  await watcher.goto(guacamole_url)
  await stage(watcher, 'live')

  await openBar(watcher)
  await watcher.getByText(/^You are watching Person /).waitFor()
  for (const name of ['Release', 'Files', 'Keys', 'Paste text'])
    assert.equal(await watcher.getByRole('button', { name, exact: true }).count(), 0, name)
  await watcher.mouse.click(640, 400)
  await watcher.keyboard.type('not mine')
  await page.keyboard.type('mine')
  await desk.field.holds('mine')
  const names = async () => (await db.watches.findMany({ where: { session_id: session.id, ended_at: null } })).length
  assert.equal(await names(), 1)

  await watcher.reload()
  await stage(watcher, 'live')
  const began = Date.now()
  await desk.world.end(session.id, { reason: 'kicked', endedBy: 'Olga' })
  await Promise.all([stage(page, 'ended'), stage(watcher, 'ended')])
  assert.ok(Date.now() - began < 3_000, `${Date.now() - began} ms`)
})
