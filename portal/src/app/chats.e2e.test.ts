import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'
import { aChat } from '../../../server/src/testing/dump-world.ts'
import { finishedSession } from '../../../server/src/testing/finished-session.ts'

let world: CompanyWorld
let page: Page
let dumpId = ''

const budget = aChat({
  title: 'Budget of the year',
  question: 'What did the machines cost us?',
  answer: `# Costs\n\nThe **machines** cost 1,204 euros.\n\n${'And so on, line after line.\n\n'.repeat(60)}`,
})
const evil = aChat({
  title: 'Odd <b>things</b>',
  question: '<script>parent.hacked = 1</script><img src=x onerror="parent.hacked = 2">',
  answer: 'A needle. [out](https://example.com/)',
})

before(async () => {
  // Nobody is written to in this test: the bot's address answers nothing.
  world = await openCompanyWorld({
    config: { TELEGRAM_BOT_TOKEN: '7000001:x'.padEnd(46, 'x'), TELEGRAM_API_BASE: 'http://127.0.0.1:9' },
  })
  const slot = await buildSlot(world.db, { id: 'demo-1', name: 'Practice' })
  const left = await finishedSession(world.server.parts, {
    person: world.olga,
    slot,
    chats: [budget, evil],
    machine: { 'downloads/plan.txt': 'content' },
  })
  dumpId = left.dump.id
  ;({ page } = await world.portal({ room: 'sessions' }))
})
after(() => world?.close())

const chats = () => page.locator('[data-chat]')
const dump = () => page.locator(`[data-dump="${dumpId}"]`)
const inPage = (what: string) => page.evaluate<unknown>(what)

test('the sessions room leads to what is said in one’s chats', async () => {
  await dump().getByText('Ready to download · 2 chats · 1 download').waitFor()
  await page.getByRole('searchbox', { name: 'Search my chats' }).fill('costs machine')
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'My chats' }).waitFor()
  await chats().getByText('Budget of the year').waitFor()
  assert.equal(await chats().count(), 1)
  assert.deepEqual(await chats().locator('mark').allTextContents(), ['machines', 'cost', 'Costs', 'machines', 'cost'])
})

test('what is looked for stands in the address, and nothing found says what to do', async () => {
  assert.equal(new URL(page.url()).searchParams.get('q'), 'costs machine')
  await page.getByLabel('Search my chats').fill('nothing of that kind')
  await page.getByText('Nothing in your chats says “nothing of that kind”.').waitFor()

  await page.getByRole('button', { name: 'Show every chat' }).click()
  await chats().nth(1).waitFor()
  assert.equal(await chats().count(), 2)
})

test('a found chat opens where it is read, at its place', async () => {
  await page.getByLabel('Search my chats').fill('needle')
  await chats().locator('mark').waitFor()
  await page.getByRole('link', { name: /Odd <b>things<\/b>/ }).click()

  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'Odd <b>things</b>' }).waitFor()
  await frame.locator('mark', { hasText: 'needle' }).waitFor()
  assert.equal(await frame.locator('mark').count(), 1)
  await page.waitForFunction("document.querySelector('#room').scrollTop > 300")
  const { y = -1 } = (await frame.locator('mark').boundingBox()) ?? {}
  assert.ok(y > 0 && y < 800, `the word stands at ${y}`)
})

test('nothing in the page of a dump runs, whatever it says; its links stay in it', async () => {
  assert.equal(await inPage('window.hacked'), undefined)
  assert.equal(await inPage("document.querySelector('iframe').sandbox.contains('allow-scripts')"), false)
  const before = page.url()

  await page.frameLocator('iframe').getByRole('link', { name: 'Budget of the year' }).click()

  assert.equal(page.url(), before)
  await page.frameLocator('iframe').getByText('The machines cost 1,204 euros.').waitFor()
})

test('how far a dump is is seen as it moves', async () => {
  const { db, change } = world.server.parts
  const told = (state: string, progress: object | null) =>
    change(async tx => {
      await tx.dumps.update({ where: { id: dumpId }, data: { state, ...(progress ? { progress } : {}) } })
      await tx.announce({ about: 'dump', id: dumpId })
    })
  await told('pulling', { stage: 'collecting', done: 3, total: 5 })
  await dump().getByText('Collecting, 3 of 5').waitFor()
  assert.ok(Number(await page.getByRole('progressbar').getAttribute('aria-valuenow')) > 25)

  await db.dumps.update({ where: { id: dumpId }, data: { progress: { set: null } } })
  await told('kept', null)
  await dump().getByText('Ready to download').waitFor()
  assert.equal(await page.getByRole('progressbar').count(), 0)
})

test('a dump is sent to Telegram once it is linked, and not twice at a time', async () => {
  const menu = page.getByRole('button', { name: 'What you made at Practice, more' })
  await menu.click()
  assert.equal(await page.getByRole('menuitem', { name: /Telegram/ }).count(), 0)
  await page.keyboard.press('Escape')
  await world.db.people.update({ where: { id: world.olga.id }, data: { telegram_id: 5n } })
  await page.reload()

  await menu.click()
  await page.getByRole('menuitem', { name: 'Send to Telegram', exact: true }).click()
  await page.getByText('It is on its way to your Telegram.').waitFor()
  await menu.click()
  await page.getByRole('menuitem', { name: /Telegram/ }).click()
  await page.getByText('The dump is on its way to your Telegram already.').waitFor()
  assert.equal(await world.db.deliveries.count({ where: { dump_id: dumpId } }), 2)
})

test('a person says in their profile that nothing is kept here', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Olga' }).click()
  const keep = page.getByLabel('Keep dumps here')
  assert.equal(await keep.isChecked(), true)
  await keep.uncheck()
  await page.getByText('Saved.').waitFor()

  const row = await world.db.people.findUniqueOrThrow({ where: { id: world.olga.id } })
  assert.equal(row.keeps_dumps, false)
})

test('a deleted dump is asked about once, and is gone from everywhere', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'My sessions' }).click()
  await page.getByRole('button', { name: 'What you made at Practice, more' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()

  await page.getByText('Deleted.', { exact: true }).waitFor()
  await dump().getByText('Deleted here').waitFor()
  assert.equal(await page.getByRole('button', { name: /zip/ }).count(), 0)
  await page.getByRole('navigation').getByRole('link', { name: 'My chats' }).click()
  await page.getByText('None of your chats is kept here yet.').waitFor()
})
