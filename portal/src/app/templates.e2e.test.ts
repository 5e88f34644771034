import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'

let world: CompanyWorld
let page: Page

before(async () => {
  world = await openCompanyWorld()
  for (const id of ['one', 'two', 'three']) await buildSlot(world.db, { id, name: id, service: id, service_name: id })
  const { client } = await world.guest('Anna')
  await client.call('addTemplate', { body: { name: 'All three', slot_ids: ['one', 'two', 'three'], shared: true } })
  ;({ page } = await world.portal({ holdsTabsBack: true }))
})
after(() => world?.close())

test('a colleague’s shared template is launched, not changed', async () => {
  const card = page.locator('[data-template]').filter({ hasText: 'All three by Anna' })
  await card.waitFor()
  assert.equal(await card.getByRole('button', { name: 'More' }).count(), 0)

  const first = page.waitForEvent('popup')
  await card.getByRole('button', { name: 'Launch' }).click()
  assert.match((await first).url(), /\/desk\/|about:blank/)
  for (const name of ['one', 'two', 'three'])
    await page.getByRole('region', { name: `Your session: ${name}` }).waitFor()
})

test('desks that the browser held back are told of, and open from their sessions', async () => {
  await page.getByText(/^The browser held 2.tabs back: open them from your sessions/).waitFor()

  const desk = page.waitForEvent('popup')
  await page.getByRole('region', { name: 'Your session: three' }).getByRole('button', { name: 'Open' }).click()
  assert.match((await desk).url(), /\/desk\/|about:blank/)
})

test('what is wholly one’s own is opened again', async () => {
  const card = page.locator('[data-template]').filter({ hasText: 'All three' })

  await card.getByRole('button', { name: 'Open: All three' }).waitFor()
})
