import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { offerFirstAdmin } from '../../../server/src/actions/offer-first-admin.ts'
import { buildPerson, buildSession, buildSlot, PASSWORD } from '../../../server/src/testing/build.ts'
import { openPortalTabs, type PortalTabs, typeSignIn } from '../../../server/src/testing/portal-tabs.ts'
import { openTestServer, type TestServer } from '../../../server/src/testing/test-server.ts'

let server: TestServer
let tabs: PortalTabs
let boss: Page
let invitation = ''

before(async () => {
  server = await openTestServer()
  await buildSlot(server.parts.db, { id: 'demo-1', name: 'Practice' })
  tabs = await openPortalTabs()
  boss = await tabs.openTab()
})
after(async () => {
  await tabs?.close()
  await server?.close()
})

const room = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click()

test('the first administrator is made with the printed link, which leaves no trace in the address', async () => {
  const link = await offerFirstAdmin(server.parts)
  assert.ok(link)
  await boss.goto(server.url + new URL(link).pathname + new URL(link).hash)
  await boss.getByLabel('Your name').fill('Olga')
  assert.equal(new URL(boss.url()).hash, '')

  await boss.getByLabel('E-mail').fill('olga@taxi.test')
  await boss.getByLabel('Choose a password').fill(PASSWORD)
  await boss.getByRole('button', { name: 'Create and sign in' }).click()
  // A first ride needs no second factor: it is offered, and may wait.
  await boss.getByRole('img', { name: 'QR' }).waitFor()
  await boss.getByRole('button', { name: 'Later' }).click()
  await boss.locator('[data-slot="demo-1"]').waitFor()
})

test('the language is chosen in the profile and holds everywhere', async () => {
  await room(boss, 'Olga')
  await boss.getByLabel(/Language|Язык/).selectOption('ru')
  await boss.getByRole('heading', { name: 'Профиль' }).waitFor()
  await boss.getByLabel('Язык').selectOption('en')
  await boss.getByRole('heading', { name: 'Profile' }).waitFor()
})

test('a reload stays signed in', async () => {
  await boss.reload()

  await boss.getByRole('heading', { name: 'Profile' }).waitFor()
  const kept = await boss.evaluate<string>('JSON.stringify(globalThis.localStorage)')
  assert.equal(kept, '{}')
})

test('the rooms of administrators wait for a second factor, which is set up at their door', async () => {
  await room(boss, 'People')
  await boss.getByText('This room wants a second factor').waitFor()
  await boss.getByRole('button', { name: 'Set up' }).click()
  await boss.getByRole('img', { name: 'QR' }).waitFor()
  const secret = ((await boss.locator('[data-key]').textContent()) ?? '').replaceAll(' ', '')
  await boss.getByLabel('Code from the authenticator').fill(generateSync({ secret }))
  await boss.getByRole('button', { name: 'Turn on' }).click()

  await boss.locator('[data-code]').first().waitFor()
  assert.equal(await boss.locator('[data-code]').count(), 10)
  await boss.getByRole('button', { name: 'I have kept them' }).click()
  await boss.locator('[data-person="olga@taxi.test"]').waitFor()
})

test('an administrator invites a person and is given the link to send', async () => {
  await room(boss, 'People')
  await boss.getByRole('button', { name: 'Add a person' }).click()
  await boss.getByRole('dialog').getByLabel('Name').fill('Anna')
  await boss.getByRole('dialog').getByLabel('E-mail').fill('anna@taxi.test')
  await boss.getByRole('dialog').getByRole('button', { name: 'Add' }).click()

  invitation = await boss.getByLabel(/Send this link/).inputValue()
  assert.match(invitation, /\/app\/invitation#t=/)
  await boss.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await boss.locator('[data-person="anna@taxi.test"]').getByText('Invited').waitFor()
})

test('the invited person chooses a password, hears of the extension, and takes a slot', async () => {
  const anna = await tabs.openTab()
  await anna.goto(server.url + new URL(invitation).pathname + new URL(invitation).hash)
  await anna.getByLabel('Choose a password').fill(PASSWORD)
  await anna.getByRole('button', { name: 'Save and sign in' }).click()
  await anna.getByRole('heading', { name: 'Get the extension' }).waitFor()
  assert.equal(await anna.getByLabel('This server’s address').inputValue(), server.url)
  await anna.getByRole('button', { name: 'Go on without it' }).click()

  const desk = anna.waitForEvent('popup')
  await anna.locator('[data-slot="demo-1"]').getByRole('button', { name: 'Take' }).click()
  assert.match((await desk).url(), /\/desk\/|about:blank/)
  await anna.getByRole('region', { name: 'Your session: Practice' }).waitFor()
})

test('a copied tab does not use the other one’s sign-in up', async () => {
  const copy = await boss.context().newPage()
  const kept = await boss.evaluate<Record<string, string>>('({ ...globalThis.sessionStorage })')
  await copy.addInitScript(`for (const [name, value] of Object.entries(${JSON.stringify(kept)}))
    if (!sessionStorage.getItem('seen')) sessionStorage.setItem(name, value)
  sessionStorage.setItem('seen', '1')`)
  await copy.goto(`${server.url}/app/`)

  await copy.getByRole('heading', { name: 'Sign in' }).waitFor()
  await boss.reload()
  await boss.getByRole('heading', { name: 'People' }).waitFor()
  await copy.close()
})

test('an administrator ends somebody’s session with a reason', async () => {
  await room(boss, 'Board')
  const card = boss.locator('[data-slot="demo-1"]')
  await card.getByText('Anna', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'More: Practice' }).click()
  await boss.getByRole('menuitem', { name: 'End this session…' }).click()
  await boss.getByLabel('Reason, shown to the person').fill('Renewing the account')
  await boss.getByRole('dialog').getByRole('button', { name: 'End the session' }).click()

  await boss.locator('[data-slot="demo-1"][data-state="closing"]').waitFor()
})

test('a slot is added, put on a machine, and switched off, without losing what was set', async () => {
  await room(boss, 'Machines')
  await boss.getByRole('button', { name: 'Add a machine' }).click()
  const form = boss.getByRole('dialog')
  await form.getByLabel('Id').fill('vm-9')
  await form.getByLabel('Kind').selectOption('dry')
  await form.getByLabel('Name').fill('Seat 9')
  await form.getByRole('button', { name: 'Save' }).click()
  await boss.locator('[data-machine="vm-9"]').waitFor()

  await room(boss, 'Slots')
  await boss.getByRole('button', { name: 'Add a slot' }).click()
  await form.getByLabel('Id', { exact: true }).fill('gpt-9')
  await form.getByLabel('Name').fill('ChatGPT 9')
  await form.getByLabel('Service', { exact: true }).fill('ChatGPT')
  await form.getByLabel('Service id').fill('chatgpt')
  await form.getByLabel('Start page').fill('https://chatgpt.com/')
  await form.getByLabel('Machine', { exact: true }).selectOption('vm-9')
  await form.getByLabel('Cost a month').fill('199.99')
  await form.getByLabel('Account’s password').fill('very secret')
  await form.getByLabel('The clipboard comes out').uncheck()
  await form.getByLabel('Turns are recorded').check()
  await form.getByRole('button', { name: 'Save' }).click()
  const row = boss.locator('[data-slot="gpt-9"]')
  await row.getByText('Free').waitFor()

  await row.getByRole('button', { name: 'Switch off' }).click()
  await form.getByRole('button', { name: 'Switch off' }).click()
  await row.getByText('Off', { exact: true }).waitFor()
  await row.getByText('$199.99').waitFor()
  await row.getByText('Seat 9').waitFor()
  await row.getByRole('button', { name: 'Edit' }).click()
  await form.getByText('Stored. Leave empty to keep it').waitFor()
  assert.equal(await form.getByLabel('Account’s password').inputValue(), '')
  const ticked = ['The clipboard goes in', 'The clipboard comes out', 'Turns are recorded'].map(label =>
    form.getByLabel(label).isChecked(),
  )
  assert.deepEqual(await Promise.all(ticked), [true, false, true])
  await form.getByRole('button', { name: 'Cancel' }).click()
})

test('a person who is disabled is out at once', async () => {
  const petr = await buildPerson(server.parts.db, { name: 'Petr', email: 'petr@taxi.test', locale: 'en' })
  const page = await tabs.openTab()
  await page.goto(`${server.url}/app/`)
  await typeSignIn(page, petr.email)
  await page.getByRole('heading', { name: 'Board' }).waitFor()

  await room(boss, 'Board')
  await room(boss, 'People')
  await boss.locator('[data-person="petr@taxi.test"]').getByRole('button', { name: 'Disable' }).click()
  await boss.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()

  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('once two-step sign-in is on, signing in asks for its code', async () => {
  await room(boss, 'Olga')
  await boss.getByText('On: a code from your authenticator').waitFor()
  await boss.getByRole('button', { name: 'Sign out' }).click()
  await boss.getByLabel('E-mail').fill('olga@taxi.test')
  await boss.getByLabel('Password').fill(PASSWORD)
  await boss.getByRole('button', { name: 'Sign in' }).click()
  const code = boss.getByLabel('Code from the authenticator')
  await code.waitFor()
  await code.fill('000 000')
  await boss.getByRole('button', { name: 'Sign in' }).click()
  await boss.getByRole('alert').waitFor()
})

test('the sessions room lists what was made and lets it be downloaded', async () => {
  const { db } = server.parts
  const vera = await buildPerson(db, { name: 'Vera', email: 'vera@taxi.test', locale: 'en' })
  const slot = await buildSlot(db, { id: 'demo-2', name: 'Practice 2' })
  const session = await buildSession(db, { person: vera, slot, end_reason: 'manual', freed_at: new Date() })
  const item = {
    path: 'chats/a.md',
    kind: 'chat',
    bytes: 2048,
    sha256: null,
    status: 'partial',
    why: 'cut',
    source: 'companion',
  }
  await db.dumps.update({
    where: { session_id: session.id },
    data: { state: 'kept', items: [item], parts: [{ name: 'dump.zip', bytes: 2048, sha256: 'x' }] },
  })
  const page = await tabs.openTab()
  await page.goto(`${server.url}/app/sessions`)
  await typeSignIn(page, vera.email)

  await page.getByText('Ready to download').waitFor()
  await page.getByText('Contents').click()
  await page.getByText('Chat, partial: cut').waitFor()
  // There is no file behind this row: the refusal is shown in words.
  await page.getByRole('button', { name: /Everything, zip/ }).click()
  await page.getByRole('alert').waitFor()
})
