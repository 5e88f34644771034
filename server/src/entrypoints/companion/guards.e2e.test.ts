import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, mock } from 'node:test'
import type { Page } from 'puppeteer-core'
import { newToken } from '../../outside/secrets.ts'
import { type CompanionBrowser, startCompanionBrowser } from '../../testing/companion-browser.ts'
import { type CompanionWorld, eventually, openCompanionWorld } from '../../testing/companion-world.ts'
import { openRecordedServices, type RecordedServices } from '../../testing/recorded-services.ts'

const PATIENCE_MS = 60_000

describe('a shared account in a real browser', { timeout: 240_000 }, () => {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-guards-'))
  const told: { sessionId: string; service: string; what: string }[] = []
  let world: CompanionWorld
  let services: RecordedServices
  let browser: CompanionBrowser
  let page: Page
  let session: { id: string }
  before(async () => {
    world = await openCompanionWorld()
    mock.method(world.log, 'warn', (what: (typeof told)[number]) => void told.push(what))
    services = await openRecordedServices()
    browser = await startCompanionBrowser(profile, 'about:blank', services.flags)
    await browser.taxi(`join(${JSON.stringify(await world.companions.ticket('m'))})`)
    await eventually(() => world.companions.connected('m'), PATIENCE_MS)
    session = await world.session()
    const start = { service: 'practice', start_url: `${world.base}/practice`, since: new Date().toISOString() }
    const begin = { t: 'begin', session_id: session.id, upload_token: newToken(), ...start } as const
    await world.companions.ask('m', begin, 10_000)
    page = await browser.browser.newPage()
    await page.goto(services.conversations('chatgpt')[0]?.url ?? '')
  })
  after(async () => {
    await browser?.close()
    await services?.close()
    await world?.close()
    rmSync(profile, { recursive: true, force: true })
  })

  /** What the page gets when it asks; `null` when the browser stopped it. */
  const asks = (method: string, path: string) =>
    page.evaluate(
      (method, path) =>
        fetch(path, { method }).then(
          ({ status }) => status,
          () => null,
        ),
      method,
      path,
    )
  const reached = (method: string, part: string) =>
    services.asked.some(asked => asked.method === method && asked.url.includes(part))
  const heard = (what: string) =>
    eventually(() => told.find(each => each.what === what && each.service === 'chatgpt'), PATIENCE_MS)

  it('a page that signs out by itself is stopped before anything leaves, and the server hears whose turn it was', async () => {
    assert.equal(await asks('POST', '/api/auth/signout'), null)

    assert.equal((await heard('sign_out')).sessionId, session.id)
    assert.ok(!reached('POST', '/api/auth/signout'))
  })

  it('deleting a chat is stopped, reading the same chat is not', async () => {
    const id = services.conversations('chatgpt')[0]?.id
    assert.equal(await asks('PATCH', `/backend-api/conversation/${id}`), null)
    assert.ok(!reached('PATCH', '/backend-api/'))

    assert.notEqual(await asks('GET', `/backend-api/conversation/${id}`), null)
    assert.ok(reached('GET', `/backend-api/conversation/${id}`))
    await heard('deletion')
  })

  it('ordinary work goes through, and nobody is told of it', async () => {
    const before = told.length
    assert.equal(await asks('GET', '/api/auth/session'), 200)
    assert.notEqual(await asks('POST', '/backend-api/f/conversation'), null)
    assert.notEqual(await asks('POST', '/backend-api/conversation/init'), null)

    assert.equal(told.length, before)
  })

  it('the address that signs out, and the page where one pays, do not open', async () => {
    for (const address of ['https://chatgpt.com/auth/logout', 'https://checkout.stripe.com/c/pay/1'])
      await assert.rejects(page.goto(address), /ERR_BLOCKED_BY_CLIENT/)

    await eventually(() => told.find(({ what }) => what === 'payment'), PATIENCE_MS)
  })

  it('of many tries in a row one is told', async () => {
    await page.goto(services.conversations('chatgpt')[0]?.url ?? '')
    const before = told.length
    for (let tries = 0; tries < 5; tries += 1) await asks('POST', '/backend-api/accounts/mfa/enroll')

    await heard('account')
    assert.equal(told.length, before + 1)
  })
})
