import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildSession, buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'

let world: CompanyWorld
let page: Page

before(async () => {
  world = await openCompanyWorld({}, { locale: 'ru' })
  const anna = await world.guest('Anna')
  for (const id of ['one', 'two']) {
    const slot = await buildSlot(world.db, { id, name: id, service: id, service_name: id })
    await buildSession(world.db, { person: anna.person, slot })
  }
  ;({ page } = await world.portal())
})
after(() => world?.close())

const turn = (slotId: string) => page.locator(`[data-turn="${slotId}"]`)

async function queueFor(slotId: string) {
  const card = page.locator(`[data-slot="${slotId}"]`)
  await card.getByRole('button', { name: 'В очередь' }).click()
  await card.getByText('вы на очереди').waitFor()
}

test('a turn is told in every room, and taking it opens the desk', async () => {
  await queueFor('one')
  await page.getByRole('navigation').getByRole('link', { name: 'Мои сессии' }).click()
  await world.free('one')

  const swap = turn('one').getByRole('button', { name: '+5' })
  assert.equal(
    await swap.getAttribute('title'),
    'За вами никто не стоит, меняться не с кем. Займите слот или пропустите очередь.',
  )
  const desk = page.waitForEvent('popup')
  await turn('one').getByRole('button', { name: 'Занять' }).click()
  assert.match((await desk).url(), /\/desk\/|about:blank/)
  await turn('one').waitFor({ state: 'detached' })
})

test('a turn goes by itself when its time has run out, though nobody tells', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Табло' }).click()
  await queueFor('two')
  await world.free('two')
  await turn('two').waitFor()
  const soon = new Date(Date.now() + 4_000)
  await world.server.parts.change(async tx => {
    await tx.offers.updateMany({ where: { slot_id: 'two' }, data: { expires_at: soon } })
    await tx.announce({ about: 'queue', id: world.olga.id })
  })

  await turn('two').waitFor({ state: 'detached' })
})
