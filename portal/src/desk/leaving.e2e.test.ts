import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
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

test('a second window asks before it takes the desk; the first one then has a sentence and a way back', async () => {
  const { page, session, person } = await desk.sitDown()
  const { guacamole_url } = await desk.world.parts.desks.open({ id: session.id, person_id: person.id })
  const second = await page.context().newPage()
  await second.goto(guacamole_url)
  await second.getByText('Если открыть здесь, другое закроется').waitFor()
  assert.equal(await page.locator('html').getAttribute('data-desk'), 'live')
  await second.reload()

  await second.getByRole('button', { name: 'Открыть здесь' }).click()

  await stage(second, 'live')
  await page.getByRole('heading', { name: 'Рабочий стол открыт в другом окне' }).waitFor()
  await page.getByRole('button', { name: 'Открыть здесь' }).click()
  await stage(page, 'live')
  await stage(second, 'ended')
})

test('closing the tab of a running desk asks first; one that is over closes at once', async () => {
  const { page, session } = await desk.sitDown()
  await page.mouse.click(600, 400)
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  assert.equal(dialog.type(), 'beforeunload')
  await dialog.dismiss()

  await desk.world.end(session.id, { reason: 'timeout' })
  await stage(page, 'ended')

  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
})

test('the tab says slot, minutes and state, in its title and in its icon', async () => {
  const { page, session } = await desk.sitDown({ locale: 'en', minutes: 45 })
  const icon = async () => decodeURIComponent((await page.locator('link[rel=icon]').getAttribute('href')) ?? '')
  assert.match(await page.title(), /^45\smin · Perplexity · 2$/)
  assert.match(await icon(), />45<.*/)

  await desk.world.end(session.id, { reason: 'timeout' })
  await stage(page, 'ended')

  assert.equal(await page.title(), 'The time is up · Perplexity · 2')
  assert.match(await icon(), />–</)
})

test('whoever was ended in the middle of something finds the way back to the slot', async () => {
  const { page, session } = await desk.sitDown({ locale: 'en' })

  await desk.world.end(session.id, { reason: 'idle' })

  const again = page.getByRole('link', { name: 'Take it again' })
  assert.equal(await again.getAttribute('href'), '/app/?q=Perplexity%20%C2%B7%202')
})

test('the bar goes away, and comes by keyboard and by a pointer that rests at the upper edge', async () => {
  const { page } = await desk.sitDown({ locale: 'en' })
  await page.mouse.move(300, 400)
  await page.waitForSelector('section[aria-label="Desk bar"][inert]', { state: 'attached' })

  for (const key of ['Control', 'Alt', 'Shift']) await page.keyboard.down(key)
  for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key)
  await page.waitForSelector('section[aria-label="Desk bar"]:not([inert])')
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Extend')
  await page.keyboard.press('Escape')
  await page.waitForSelector('section[aria-label="Desk bar"][inert]', { state: 'attached' })
  await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
  await page.keyboard.type('typed on')
  await desk.field.holds('typed on')

  await page.mouse.move(200, 0)
  await page.waitForSelector('section[aria-label="Desk bar"]:not([inert])')
})

test('people are told that they are recorded, and who looks at their screen', async () => {
  const { page, session } = await desk.sitDown({ locale: 'en' })
  const { parts } = desk.world
  const boss = await buildPerson(parts.db, { name: 'Olga Orlova' })
  await parts.db.sessions.update({ where: { id: session.id }, data: { is_recorded: true } })

  await parts.change(async tx => {
    await tx.watches.create({
      data: { id: randomUUID(), session_id: session.id, person_id: boss.id, started_at: new Date() },
    })
    await tx.announce({ about: 'session', id: session.id })
  })

  const bar = page.getByRole('region', { name: 'Desk bar' })
  await bar.getByText('Olga Orlova is watching').waitFor()
  await bar.getByText('Recorded').waitFor()
})
