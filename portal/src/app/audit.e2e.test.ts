import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildPerson, buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'

let world: CompanyWorld
let boss: Page
const rows = () => boss.locator('[data-audit]')
const button = (name: string) => boss.getByRole('button', { name, exact: true })

before(async () => {
  world = await openCompanyWorld({}, { role: 'admin' })
  const { server, db, olga } = world
  await buildSlot(db, { id: 'demo-1', name: 'Practice' })
  const { client } = await server.signIn(olga)
  await client.call('changeSlot', {
    params: { id: 'demo-1' },
    body: { login: 'cab@taxi.test', password: 'a long secret' },
  })
  await client.call('addPerson', { body: { name: 'Anna', email: 'anna@taxi.test' } })
  for (let number = 1; number <= 60; number++)
    await server.parts.change(async tx => tx.record({ action: 'machine.change', reason: `filler ${number}` }))
  ;({ page: boss } = await world.portal({ room: 'audit' }))
})
after(() => world?.close())

test('the log is read page by page, newest first', async () => {
  await rows().first().waitFor()
  assert.equal(await rows().first().getAttribute('data-action'), 'sign-in')
  const before = await rows().count()
  await button('Older entries').click()
  await rows().nth(before).waitFor()
})

test('a filter stands in the address and holds after a reload', async () => {
  await boss.getByLabel('What', { exact: true }).selectOption('person')
  await boss.locator('[data-action="person.add"]').getByText('Anna', { exact: true }).waitFor()
  await boss.locator('[data-action="machine.change"]').first().waitFor({ state: 'detached' })
  assert.equal(new URL(boss.url()).searchParams.get('action'), 'person')

  await boss.reload()
  await boss.locator('[data-action="person.add"]').waitFor()
  assert.equal(await boss.getByLabel('What', { exact: true }).inputValue(), 'person')
  await boss.getByLabel('Search the log').fill('nothing like it')
  await boss.getByText('Nothing like this was written down.').waitFor()
  await button('Clear the filters').click()
  await rows().nth(20).waitFor()
})

test('credentials are shown for a reason, for thirty seconds, and the log knows', async () => {
  await boss.getByRole('navigation').getByRole('link', { name: 'Slots', exact: true }).click()
  await boss.getByRole('button', { name: 'Credentials: Practice' }).click()
  await boss.getByLabel('What for').fill('The account asks to sign in anew')
  await button('Show for 30 seconds').click()
  const dialog = boss.getByRole('dialog')
  assert.equal(await dialog.getByLabel('Account’s password').inputValue(), 'a long secret')
  assert.equal(await dialog.getByLabel('Account’s login').inputValue(), 'cab@taxi.test')
  await dialog.getByText(/Closes in [123]?\d\ss/).waitFor()
  await dialog.locator('[data-revealed]').waitFor({ state: 'detached', timeout: 40_000 })

  await boss.getByRole('navigation').getByRole('link', { name: 'Audit log' }).click()
  const entry = boss.locator('[data-action="slot.reveal"]')
  await entry.getByText('Reason: The account asks to sign in anew').waitFor()
  assert.doesNotMatch(await boss.locator('body').innerText(), /a long secret/)
})

test('the log is verified, and what was changed behind its back is named', async () => {
  await button('Verify').click()
  await boss.locator('[data-verdict="whole"]').waitFor()

  await world.db.$executeRaw`ALTER TABLE audit DISABLE TRIGGER ALL`
  await world.db.$executeRaw`UPDATE audit SET reason = 'something else' WHERE id = 7`
  await button('Verify').click()
  await boss.getByText('The log is not whole: entry 7 is not as it was written.').waitFor()
})

test('administrators are told at once that somebody’s old sign-in was used', async () => {
  const { db, change } = world.server.parts
  const { id } = await buildPerson(db, { name: 'Vera' })
  await world.server.signIn({ id })
  const { family_id } = await db.sign_ins.findFirstOrThrow({ where: { person_id: id } })
  await change(tx => tx.announce({ about: 'stolen', id: family_id }))

  await boss.getByRole('alert').getByText('Vera: an old sign-in was used, perhaps a stolen one.').waitFor()
})

test('what readers did not know is shown; its answer is given with a word in the log', async () => {
  await world.db.drifts.create({
    data: {
      service: 'claude',
      day: new Date('2026-11-20'),
      what: 'another shape',
      shape: '{ a: string }',
      answer: '{"a":1}',
    },
  })
  await boss.goto(`${world.server.url}/app/readers`)
  await button('Shape').click()
  await boss.getByText('{ a: string }').waitFor()
  await button('Close').click()
  await button('Answer…').click()
  const saving = boss.waitForEvent('download')
  await button('Download').click()

  assert.equal((await saving).suggestedFilename(), 'claude-2026-11-20.json')
  await boss.goto(`${world.server.url}/app/audit?action=reader.answer`)
  await boss.locator('[data-action="reader.answer"]').getByText('claude', { exact: true }).waitFor()
})
