import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { noteGenerating } from '../../../server/src/actions/note-generating.ts'
import { buildPerson, buildPlace } from '../../../server/src/testing/build.ts'
import { type DeskBrowser, openBar, openDeskBrowser, stage } from '../../../server/src/testing/desk-browser.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(() => desk.leave())

/** Something is being made in the service of this session, as its companion says. */
const making = (session: { id: string; machine_id: string }, since: Date | null = new Date()) =>
  noteGenerating(desk.world.parts, { sessionId: session.id, machineId: session.machine_id, since })

test('while an answer is made, releasing offers to deliver it when done; the last page says that it comes', async () => {
  const { page, session } = await desk.sitDown({ locale: 'en', theme: 'dark' })
  await making(session)
  await openBar(page)
  await page.getByRole('button', { name: 'Release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('An answer is being made in the service.').waitFor()

  await dialog.getByRole('button', { name: 'Deliver when done' }).click()
  await stage(page, 'ended')

  await page.getByText('The answer is still being made').waitFor()
  const row = await desk.world.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.deepEqual([row.end_reason, row.working_until !== null], ['manual', true])
})

test('the answer was done a moment before: the dialog says so, and the session goes on', async () => {
  const { page, session } = await desk.sitDown({ locale: 'en' })
  await making(session)
  await openBar(page)
  await page.getByRole('button', { name: 'Release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Deliver when done' }).waitFor()
  // Without the news of it.
  await desk.world.parts.db.sessions.update({ where: { id: session.id }, data: { generating_since: null } })

  await dialog.getByRole('button', { name: 'Deliver when done' }).click()

  await dialog.getByRole('alert').getByText('Nothing is being made right now').waitFor()
  assert.equal(await page.locator('html').getAttribute('data-desk'), 'live')
})

test('handing over from the bar asks to whom, and a refusal says why', async () => {
  const { page, session } = await desk.sitDown({ locale: 'ru', theme: 'light' })
  const { db } = desk.world.parts
  const colleague = await buildPerson(db, { name: 'Борис Ким' })
  const waiting = await buildPerson(db, { name: 'Вера Ли' })
  const place = await buildPlace(db, { person: waiting, slot: desk.world.slot })
  const pick = async () => {
    await openBar(page)
    await page.getByRole('button', { name: 'Передать' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Борис Ким').click()
    await dialog.getByRole('button', { name: 'Передать' }).click()
  }

  await pick()
  await page.getByRole('alert').getByText('его очередь раньше').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).click()
  await db.places.update({ where: { id: place.id }, data: { left_at: new Date(), outcome: 'left' } })
  await pick()

  await stage(page, 'ended')
  await page.getByText('Слот передан').waitFor()
  const row = await db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.deepEqual([row.end_reason, row.handed_to], ['handed_over', colleague.id])
})
