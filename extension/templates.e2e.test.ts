import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildSession, buildSlot } from '../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../server/src/testing/company-world.ts'
import type { PopupBrowser } from '../server/src/testing/popup-browser.ts'

let world: CompanyWorld
let browser: PopupBrowser
let popup: Page
let anna: { id: string }

before(async () => {
  world = await openCompanyWorld()
  const { db } = world
  anna = (await world.guest('Anna')).person
  await buildSlot(db, { id: 'ppx-1', name: 'Perplexity', service: 'perplexity', service_name: 'Perplexity' })
  await buildSlot(db, { id: 'gem-1', name: 'Gemini', service: 'gemini', service_name: 'Gemini' })
  const gpt = await buildSlot(db, { id: 'gpt-1', name: 'ChatGPT', service: 'chatgpt', service_name: 'ChatGPT' })
  await buildSession(db, { person: anna, slot: gpt })
  ;({ browser, popup } = await world.popup())
})
after(() => world?.close())

const card = (name: string) => popup.locator('[data-template]').filter({ hasText: name })
const desks = () => browser.context.pages().filter(page => page.url().includes('/desk/'))
const held = () =>
  world.db.sessions.findMany({ where: { person_id: world.olga.id, ended_at: null }, orderBy: { slot_id: 'asc' } })

/** Through the form, as a person does; slots in this order. */
async function addTemplate(name: string, slots: string[]) {
  await popup.getByRole('button', { name: 'New template' }).click()
  const form = popup.getByRole('dialog')
  await form.getByLabel('Name').fill(name)
  await form.getByRole('radio', { name: 'Rocket' }).check({ force: true })
  for (const slot of slots) await form.getByRole('checkbox', { name: slot }).check()
  await form.getByRole('button', { name: 'Save' }).click()
  await card(name).waitFor()
}

test('a template with a busy slot takes nothing, names what is in the way, and waits for all of it', async () => {
  await addTemplate('Research', ['Gemini', 'ChatGPT'])

  await card('Research').locator('[data-obstacle]').getByText('ChatGPT: Anna has it until').waitFor()
  await card('Research').getByRole('button', { name: 'Queue for all' }).click()
  await card('Research').getByText('You wait for what is missing').waitFor()
  await popup.locator('[data-slot="gpt-1"]').getByText('you are next').waitFor()
  assert.deepEqual(await held(), [])
})

test('a template is changed, and removed', async () => {
  await card('Research').getByRole('button', { name: 'More' }).click()
  await popup.getByRole('menuitem', { name: 'Edit' }).click()
  const form = popup.getByRole('dialog')
  assert.equal(await form.getByLabel('Name').inputValue(), 'Research')
  await form.getByLabel('Name').fill('Both models')
  await form.getByRole('button', { name: 'Save' }).click()

  await card('Both models').getByRole('button', { name: 'More' }).click()
  await popup.getByRole('menuitem', { name: 'Remove…' }).click()
  await popup.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await card('Both models').waitFor({ state: 'detached' })
})

test('whoever is a moment too late is told what is in the way, and can wait for all from there', async () => {
  await addTemplate('Pair', ['Perplexity', 'Gemini'])
  const quick = await buildSession(world.db, { person: anna, slot: { id: 'gem-1' } })
  // Whoever asks the server hears the truth; the popup is told nothing, and still shows the slot free.
  await world.server.parts.change(tx => tx.announce({ about: 'queue', id: anna.id }))
  await card('Pair').getByRole('button', { name: 'Launch' }).click()

  const refused = popup.getByRole('dialog', { name: 'Pair was not launched' })
  await refused.getByText(/Gemini: Anna has it until .* Nothing was taken/).waitFor()
  assert.deepEqual(await held(), [])
  await refused.getByRole('button', { name: 'Queue for all' }).click()
  await card('Pair').getByText('You wait for what is missing').waitFor()

  await world.server.parts.change(async tx => {
    await tx.places.deleteMany({ where: { person_id: world.olga.id } })
    await tx.sessions.delete({ where: { id: quick.id } })
    await tx.announce({ about: 'slot', id: 'gem-1' })
  })
  await card('Pair').locator('[data-obstacle]').waitFor({ state: 'detached' })
})

test('launching takes every slot and opens one desk for each, the first in front', async () => {
  await card('Pair').getByRole('button', { name: 'Launch' }).click()
  await popup.getByRole('region', { name: 'Your session: Perplexity' }).waitFor()
  await popup.getByRole('region', { name: 'Your session: Gemini' }).waitFor()

  const sessions = await held()
  assert.deepEqual(
    sessions.map(session => session.slot_id),
    ['gem-1', 'ppx-1'],
  )
  const end = Date.now() + 10_000
  while (desks().length < 2 && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 100))
  const open = desks().map(page => new URL(page.url()).pathname.split('/').at(-1))
  assert.deepEqual(open.toSorted(), sessions.map(session => session.id).toSorted())
})
