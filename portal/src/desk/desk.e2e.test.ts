import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, afterEach, before, test } from 'node:test'
import type { Page as PuppeteerPage } from 'puppeteer-core'
import { signal } from '../../../server/src/outside/process.ts'
import { type DeskBrowser, openBar, openDeskBrowser, stage } from '../../../server/src/testing/desk-browser.ts'
import { hideTab, plainBrowser } from '../../../server/src/testing/hide-tab.ts'
import { startProxy } from '../../../server/src/testing/proxy.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(() => desk.leave())

test('a desk opens with its picture; the pass is in no address, page or console', async () => {
  const { page, url, complaints, session } = await desk.sitDown()
  const pass = url.split('#p=')[1] as string

  assert.equal(page.url(), `${desk.world.base}/desk/${session.id}`)
  assert.match(await page.title(), /^120\sмин · Perplexity · 2$/)
  const token = JSON.parse((await page.evaluate(() => Object.values(sessionStorage)[0])) as string).token as string
  const html = await page.content()
  for (const secret of [pass, token]) assert.ok(!html.includes(secret))
  assert.deepEqual(complaints, [])
})

test('a click lands where the picture shows it, in a window of another size and shape', async () => {
  const { page } = await desk.sitDown()
  await page.setViewportSize({ width: 700, height: 900 })
  await page.waitForFunction(() => {
    const widths = [...document.querySelectorAll('canvas')].map(canvas => canvas.getBoundingClientRect().width)
    return widths.some(width => Math.abs(width - 700) < 2)
  })
  const at = await desk.field.page.evaluate(() => ({
    x: screenX + (outerWidth - innerWidth) / 2 + 300,
    y: screenY + (outerHeight - innerHeight) + 200,
  }))
  const clicked = desk.field.page.evaluate(
    () =>
      new Promise<number[]>(resolve =>
        addEventListener('mousedown', e => resolve([e.clientX, e.clientY]), { once: true }),
      ),
  )
  // The listener stands before the click comes.
  await desk.field.page.title()
  const scale = 700 / 1280
  await page.mouse.click(at.x * scale, (900 - 800 * scale) / 2 + at.y * scale)

  const [x = 0, y = 0] = await clicked
  assert.ok(Math.abs(x - 300) <= 3 && Math.abs(y - 200) <= 3, `${x}, ${y}`)
})

test('after a reload the same desk is back without a new pass', async () => {
  const { page } = await desk.sitDown()

  await page.reload()

  await stage(page, 'live')
  await page.keyboard.type('still here')
  await desk.field.holds('still here')
})

test('a spent link in another tab is told so, with a way on', async () => {
  const { page, url } = await desk.sitDown()
  const other = await page.context().newPage()

  await other.goto(url)

  await stage(other, 'ended')
  await other.getByRole('heading', { name: 'Этот вход уже использован' }).waitFor()
  assert.equal(await other.getByRole('link', { name: 'К слотам' }).getAttribute('href'), '/app/')
})

test('guacd killed: the last picture stays under a veil, then the same screen is back', async () => {
  const { page } = await desk.sitDown()
  await page.keyboard.type('before ')
  await desk.field.holds('before ')
  const [address] = desk.guacd.addresses()
  const listeners = execFileSync('ss', ['-Hltnp', `( sport = :${address?.port} )`], { encoding: 'utf8' })

  for (const [, pid] of listeners.matchAll(/pid=(\d+)/g)) signal(Number(pid), 'SIGKILL')
  await stage(page, 'away')
  assert.ok(await page.locator('canvas').count())
  await stage(page, 'live')

  await page.keyboard.type('and after')
  await desk.field.holds('before and after')
})

test('the network goes away: a veil lies over the last picture, and the same window has the same screen when it is back', async () => {
  const { port, host } = new URL(desk.world.base)
  const proxy = await startProxy(Number(port))
  const { url } = await desk.world.sitDown()
  const browser = await plainBrowser(`--host-resolver-rules=MAP ${host} ${proxy.host}`)
  try {
    const [page] = (await browser.pages()) as [PuppeteerPage]
    await page.goto(url)
    await page.waitForSelector('html[data-desk=live]')
    await page.keyboard.type('before ')
    await desk.field.holds('before ')

    proxy.cut()
    await page.waitForSelector('html[data-desk=away]')
    assert.ok(await page.$('canvas'))
    await proxy.mend()
    await page.waitForSelector('html[data-desk=live]')

    await page.keyboard.type('and after')
    await desk.field.holds('before and after')
  } finally {
    await browser.close()
    await proxy.close()
  }
})

test('a desk in a hidden tab stays connected, and takes keys the moment it is in front again', () =>
  hideTab(desk, 20_000))

test('an end from outside is told in the person’s language, with the dump to look at', async () => {
  const { page, session } = await desk.sitDown({ locale: 'en', theme: 'dark' })

  await desk.world.end(session.id, { reason: 'kicked', endedBy: 'Boris' })

  await page.getByRole('heading', { name: 'An administrator ended the session' }).waitFor({ timeout: 2000 })
  const dump = await desk.world.parts.db.dumps.findUniqueOrThrow({ where: { session_id: session.id } })
  assert.equal(await page.getByRole('link', { name: 'See the dump' }).getAttribute('href'), `/app/dumps/${dump.id}`)
  assert.equal(await page.locator('canvas').count(), 0)
  assert.equal(await page.evaluate(() => sessionStorage.length), 0)
})

test('releasing from the bar asks once and ends the session', async () => {
  const { page, session } = await desk.sitDown()
  await openBar(page)
  await page.getByRole('button', { name: 'Освободить' }).click()

  await page.getByRole('dialog').getByRole('button', { name: 'Освободить' }).click()

  await page.getByRole('heading', { name: 'Слот освобождён' }).waitFor()
  const ended = await desk.world.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(ended.end_reason, 'manual')
})

test('extending from the bar gives the time again', async () => {
  const { page } = await desk.sitDown({ minutes: 9 })
  await openBar(page)

  await page.getByRole('button', { name: 'Продлить' }).click()

  await page.getByText('ещё 120 мин').waitFor()
})

test('a link to a session that has ended says so instead of a desk', async () => {
  const seated = await desk.world.sitDown()
  await desk.world.end(seated.session.id, { reason: 'timeout' })
  const context = await desk.newContext({ locale: 'ru-RU' })
  const page = await context.newPage()

  await page.goto(seated.url)

  await page.getByRole('heading', { name: 'Сессия закончилась' }).waitFor()
})

test('a page without a way in, or of another person’s session, says what to do', async () => {
  const { session } = await desk.sitDown()
  const stranger = await (await desk.newContext({ locale: 'en-US' })).newPage()

  await stranger.goto(`${desk.world.base}/desk/${session.id}`)

  await stranger.getByRole('heading', { name: 'There is no such desk' }).waitFor()
  await stranger.getByRole('link', { name: 'To the board' }).waitFor()
  await stranger.context().close()
})

test('while the seat is made ready the page says how far it is, and the slot can be given back', async () => {
  const context = await desk.newContext({ locale: 'ru-RU' })
  const page = await context.newPage()
  const { url, session } = await desk.world.sitDown({ phases: { lease: 4 } })
  await page.goto(url)
  const underWay = page.locator('[aria-current=step]')
  await underWay.getByText('Машина').waitFor()
  await desk.world.parts.db.sessions.update({ where: { id: session.id }, data: { phases: { lease: 4, machine: 900 } } })
  await underWay.getByText('Браузер').waitFor()

  await page.getByRole('button', { name: 'Освободить' }).click({ timeout: 15_000 })
  await page.getByRole('dialog').getByRole('button', { name: 'Освободить' }).click()

  await page.getByRole('heading', { name: 'Слот освобождён' }).waitFor()
})
