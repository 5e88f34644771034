import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../../server/src/testing/build.ts'
import { openPortalTabs, type PortalTabs, typeSignIn } from '../../../server/src/testing/portal-tabs.ts'
import { setUpSecondFactor } from '../../../server/src/testing/second-factor.ts'
import { openTestServer, type TestServer } from '../../../server/src/testing/test-server.ts'

const copy = { copy: '20261121T003000000Z', at: new Date('2026-11-21T00:30:00Z'), bytes: 84_000_000 }
let server: TestServer
let tabs: PortalTabs
let boss: Page
const button = (name: string | RegExp) =>
  boss.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
const dialog = () => boss.locator('dialog[open]')

before(async () => {
  const driver = { reboot: async () => {}, restart: async () => {}, profileCopies: async () => [copy] }
  server = await openTestServer({ machines: { driver: async () => driver as never, close: async () => {} } })
  const { db } = server.parts
  const olga = await buildPerson(db, { name: 'Olga', email: 'olga@taxi.test', role: 'admin', totp_confirmed_at: null })
  await db.people.update({ where: { id: olga.id }, data: { locale: 'en' } })
  const { recoveryCodes } = await setUpSecondFactor((await server.signIn(olga)).client)
  const joined = { driver: 'ssh', address: '10.8.0.11', joined_at: new Date() }
  for (const [id, name] of [
    ['vm-1', 'Amsterdam'],
    ['vm-2', 'Helsinki'],
  ] as const)
    await buildMachine(db, { id, name, ...joined })
  await buildSlot(db, { id: 'ppx-1', name: 'Perplexity · 1', service: 'perplexity', machines: ['vm-1'] })
  tabs = await openPortalTabs()
  boss = await tabs.openTab()
  await boss.goto(`${server.url}/app/machines`)
  await typeSignIn(boss, olga.email)
  await button('The phone is not at hand').click()
  await boss.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
  await button('Sign in').click()
})
after(async () => {
  await tabs?.close()
  await server?.close()
})

test('a machine is drained, its profile put back, and it is rebooted', async () => {
  const { db } = server.parts
  const askedOf = async () =>
    (await db.repairs.findMany({ where: { machine_id: 'vm-1' }, orderBy: { asked_at: 'asc' } })).map(({ kind }) => kind)
  await button('Care: Amsterdam').click()

  await button('Drain').click()
  await boss.locator('[data-machine="vm-1"]').getByText('Takes nobody new').waitFor()
  await button('Put back into service').click()
  await button('Drain').waitFor()
  await button('Put back…').click()
  await button('Put back').click()
  await dialog().getByText('It happens as soon as the seat is free.').waitFor()
  await boss.locator('[data-machine="vm-1"]').getByText('A profile is put back').waitFor()
  await db.repairs.updateMany({ data: { state: 'done', over_at: new Date() } })
  await button('Reboot…').click()
  await button('Reboot').click()

  await boss.locator('[data-machine="vm-1"]').getByText('Reboots').waitFor()
  assert.deepEqual(await askedOf(), ['restore', 'reboot'])
  await db.repairs.updateMany({ data: { state: 'done', over_at: new Date() } })
})

test('a slot moves to another machine step by step', async () => {
  const { db } = server.parts
  const machinesOf = async () =>
    (await db.slot_machines.findMany({ where: { slot_id: 'ppx-1' }, orderBy: { priority: 'asc' } })).map(
      ({ machine_id }) => machine_id,
    )
  await boss.goto(`${server.url}/app/slots`)
  await button('Move: Perplexity · 1').click()

  await button('Attach').click()
  await dialog().getByText('Helsinki is attached').waitFor()
  await button('Open its screen').click()
  await db.account_sign_ins.create({
    data: { machine_id: 'vm-2', service: 'perplexity', signed_in: true, found: 'signed_in', since: new Date() },
  })
  await dialog().getByText('It is signed in.').waitFor()
  await button('Make it first').click()
  await button('Detach Amsterdam').click()
  await button('Done').click()

  assert.deepEqual(await machinesOf(), ['vm-2'])
  const session = await db.sessions.findFirstOrThrow({ where: { slot_id: 'ppx-1' } })
  assert.equal(session.machine_id, 'vm-2')
})

test('the browser of a slot is restarted from the board, and whose session ends is said before', async () => {
  const { db } = server.parts
  const anna = await buildPerson(db, { name: 'Anna' })
  const slot = await buildSlot(db, { id: 'gem-1', name: 'Gemini · 1', service: 'gemini', machines: ['vm-1'] })
  const session = await buildSession(db, { person: anna, slot })
  await boss.goto(`${server.url}/app/`)

  await button('More: Gemini · 1').click()
  await boss.getByRole('menuitem', { name: 'Restart the browser…' }).click()
  await dialog().getByText('The session of Anna ends first').waitFor()
  await boss.getByLabel('Reason, shown to the person').fill('it hangs')
  await button('Restart').click()
  await boss.getByText('Gemini · 1: the browser restarts.').waitFor()

  const { end_reason, end_note } = await db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.deepEqual([end_reason, end_note], ['kicked', 'it hangs'])
})
