import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { buildSession, buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'
import type { Guest } from '../../../server/src/testing/test-server.ts'

let world: CompanyWorld
let context: BrowserContext
let page: Page
let anna: Guest

before(async () => {
  world = await openCompanyWorld({}, { name: 'Ольга', locale: 'ru' })
  anna = await world.guest('Анна')
  await world.guest('Вера')
  for (const id of ['one', 'two', 'three', 'four'])
    await buildSlot(world.db, { id, name: id, service: id, service_name: id })
  ;({ context, page } = await world.portal())
})
after(() => world?.close())

const own = (slotId: string) => page.locator(`[data-session][data-slot="${slotId}"]`)
const card = (slotId: string) => page.locator(`li[data-slot="${slotId}"]`)
const asked = (where: Page, slotId: string) => where.locator(`[data-ask="${slotId}"]`)
const row = (id: string) => world.db.sessions.findUniqueOrThrow({ where: { id } })

/** The person sits at this slot, and the board has heard of it. */
async function sit(slotId: string, given: { generating_since?: Date } = {}) {
  const session = await buildSession(world.db, {
    person: world.olga,
    slot: { id: slotId },
    last_input_at: new Date(),
    ...given,
  })
  await world.server.parts.change(async tx => {
    await tx.announce({ about: 'session', id: session.id })
    await tx.announce({ about: 'slot', id: slotId })
  })
  return session
}

test('a request is seen in every room, and refused with one press', async () => {
  await sit('one')
  await own('one').waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Мои сессии' }).click()
  await anna.client.call('ask', { params: { id: 'one' }, body: { minutes: 30 } })
  await asked(page, 'one').getByText('Вас просит Анна').waitFor()

  await asked(page, 'one').getByRole('button', { name: 'Нет', exact: true }).click()
  await asked(page, 'one').waitFor({ state: 'detached' })
  await page.getByText('Ответ отправлен').waitFor()
  const { asks } = await anna.client.call('asks')
  assert.equal(asks[0]?.state, 'refused')
})

test('a request is also seen at the desk, and the desk closes when it is granted there', async () => {
  const session = await sit('two')
  const guest = await world.server.signIn(world.olga)
  const { desk_url } = await guest.client.call('deskPass', { params: { id: session.id } })
  const desk = await context.newPage()
  await desk.goto(world.server.url + new URL(desk_url).pathname + new URL(desk_url).hash)
  await desk.getByText('two').first().waitFor()
  await anna.client.call('ask', { params: { id: 'two' } })

  await asked(desk, 'two').getByRole('button', { name: 'Освободить' }).click()
  await desk.getByRole('heading', { name: 'Слот освобождён' }).waitFor()
  assert.equal((await row(session.id)).end_reason, 'manual')
  await desk.close()
})

test('while an answer is made, releasing offers to leave it to finish', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Табло' }).click()
  const session = await sit('three', { generating_since: new Date() })
  await own('three').getByRole('button', { name: 'Освободить' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('В сервисе сейчас готовится ответ.').waitFor()
  await dialog.getByRole('button', { name: 'Прислать, когда готово' }).click()

  await page.getByText('Работа продолжается, результат придёт к вам.').waitFor()
  await page.locator('[data-slot="three"][data-state="working"]').getByText('Доделывает вашу работу').waitFor()
  assert.ok((await row(session.id)).working_until)
})

test('work that goes on without its person is stopped from the card', async () => {
  await card('three').getByRole('button', { name: 'Ещё' }).click()
  await page.getByRole('menuitem', { name: 'Остановить работу…' }).click()
  await page.getByRole('dialog').getByText('придёт к вам').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Остановить' }).click()

  await page.getByText('three: работа остановлена').waitFor()
  await page.locator('[data-slot="three"][data-state="closing"]').waitFor()
})

test('a slot is handed to a colleague who is found by name', async () => {
  const session = await sit('four')
  await own('four').getByRole('button', { name: 'Ещё' }).click()
  await page.getByRole('menuitem', { name: 'Передать…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Передать four' })
  await dialog.getByRole('radio', { name: 'Анна' }).waitFor()
  assert.equal(await dialog.getByRole('radio', { name: 'Ольга' }).count(), 0)
  await dialog.getByRole('searchbox').fill('вер')
  assert.equal(await dialog.getByRole('radio', { name: 'Вера' }).isChecked(), true)
  await dialog.getByRole('button', { name: 'Передать' }).click()

  await page.getByText('four переходит: Вера').waitFor()
  const ended = await row(session.id)
  assert.equal(ended.end_reason, 'handed_over')
})

test('a seat that is not ready yet says why it cannot be handed over', async () => {
  await own('one').waitFor()
  await world.server.parts.change(async tx => {
    await tx.places.deleteMany()
    const { id } = await tx.sessions.findFirstOrThrow({ where: { slot_id: 'one', ended_at: null } })
    await tx.sessions.update({ where: { id }, data: { state: 'preparing', first_frame_at: null } })
    await tx.announce({ about: 'session', id })
  })
  await own('one').and(page.locator('[data-state="preparing"]')).waitFor()
  await own('one').getByRole('button', { name: 'Ещё' }).click()
  const item = page.getByRole('menuitem', { name: 'Передать…' })

  await item.getByText('Место ещё не готово.').waitFor()
  assert.equal(await item.getAttribute('aria-disabled'), 'true')
})
