import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { offerTurns } from '../../../server/src/actions/offer-turns.ts'
import { buildDump, buildPerson, buildSession, buildSlot } from '../../../server/src/testing/build.ts'
import type { PortalTabs } from '../../../server/src/testing/portal-tabs.ts'
import { openSignedInPortal } from '../../../server/src/testing/signed-in-portal.ts'
import { openTestServer, type TestServer } from '../../../server/src/testing/test-server.ts'

let server: TestServer
let browser: PortalTabs
let page: Page

before(async () => {
  server = await openTestServer()
  const { db } = server.parts
  await buildPerson(db, { name: 'Boss', role: 'admin' })
  const olga = await buildPerson(db, { name: 'Olga', email: 'olga@taxi.test', locale: 'ru' })
  const anna = await buildPerson(db, { name: 'Anna' })
  for (const id of ['one', 'two']) {
    const slot = await buildSlot(db, { id, name: id, service: id, service_name: id })
    await buildSession(db, { person: anna, slot })
  }
  ;({ browser, page } = await openSignedInPortal({ url: server.url, email: olga.email, locale: 'ru' }))
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const turn = (slotId: string) => page.locator(`[data-turn="${slotId}"]`)

async function queueFor(slotId: string) {
  const card = page.locator(`[data-slot="${slotId}"]`)
  await card.getByRole('button', { name: 'В очередь' }).click()
  await card.getByText('вы на очереди').waitFor()
}

/** The holder has gone and the seat is clean; whoever is first in line is asked. */
async function free(slotId: string) {
  await server.parts.change(async tx => {
    const now = new Date()
    const data = { state: 'ended', ended_at: now, end_reason: 'manual', freed_at: now }
    const session = await tx.sessions.findFirstOrThrow({ where: { slot_id: slotId, ended_at: null } })
    await tx.sessions.update({ where: { id: session.id }, data })
    await buildDump(tx, session, 'kept')
    await tx.announce({ about: 'slot', id: slotId })
  })
  await offerTurns(server.parts)
}

test('a turn is told in every room, and taking it opens the desk', async () => {
  await queueFor('one')
  await page.getByRole('navigation').getByRole('link', { name: 'Мои сессии' }).click()
  await free('one')

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
  await free('two')
  await turn('two').waitFor()
  const soon = new Date(Date.now() + 4_000)
  await server.parts.db.offers.updateMany({ where: { slot_id: 'two' }, data: { expires_at: soon } })
  await page.reload()

  await turn('two').waitFor()
  await turn('two').waitFor({ state: 'detached' })
})
