import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, afterEach, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type DeskBrowser, openBar, openDeskBrowser, stage } from '../../../server/src/testing/desk-browser.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(() => desk.leave())

/** Presses a key as a Russian keyboard does: the sign is Russian, the place is Latin. */
async function pressRussian(page: Page, sign: string, letter: string, modifiers = 0) {
  const cdp = await page.context().newCDPSession(page)
  const key = { key: sign, code: `Key${letter}`, windowsVirtualKeyCode: letter.charCodeAt(0), modifiers }
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, ...(modifiers ? {} : { text: sign }) })
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  await cdp.detach()
}
const CTRL = 2

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

test('what is typed on a Latin and on a Russian keyboard arrives', async () => {
  const { page } = await desk.sitDown()

  await page.keyboard.type('Hello, World 1+1=2;')
  for (const [sign, letter] of [
    ['П', 'G'],
    ['р', 'H'],
    ['и', 'B'],
    ['в', 'D'],
    ['е', 'T'],
    ['т', 'N'],
  ] as const)
    await pressRussian(page, sign, letter)

  await desk.field.holds('Hello, World 1+1=2;Привет')
})

test('shortcuts work with the Russian layout on: Ctrl+Ф selects all, Ctrl+Ч cuts', async () => {
  const { page } = await desk.sitDown()
  await page.keyboard.type('gone')
  await desk.field.holds('gone')

  await page.keyboard.down('Control')
  await pressRussian(page, 'ф', 'A', CTRL)
  await pressRussian(page, 'ч', 'X', CTRL)
  await page.keyboard.up('Control')

  await desk.field.holds('')
})

test('a pasted text with Russian, signs and line breaks arrives to the letter, and only once', async () => {
  const { page } = await desk.sitDown()
  const text = `Вопрос № 1: что такое «ёлка»?\nif (a && b) { return "да" } — ${'слово '.repeat(300)}\nконец`
  await page.evaluate(value => navigator.clipboard.writeText(value), text)

  await page.keyboard.press('Control+V')

  await desk.field.holds(text)
})

test('what was copied on the machine last is what Ctrl+V pastes there', async () => {
  const { page } = await desk.sitDown()
  await page.evaluate(() => navigator.clipboard.writeText('from here'))
  await page.keyboard.type('copied there')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')
  await page.waitForTimeout(700)
  await page.keyboard.press('End')
  await page.keyboard.press('Control+V')

  await desk.field.holds('copied therecopied there')
})

test('the paste box types what is put into it', async () => {
  const { page } = await desk.sitDown()
  await openBar(page)
  await page.getByRole('button', { name: 'Вставить текст' }).click()

  await page.getByRole('textbox', { name: 'Вставить текст' }).fill('из окна')
  await page.getByRole('button', { name: 'Напечатать' }).click()

  await desk.field.holds('из окна')
  await page.keyboard.type('!')
  await desk.field.holds('из окна!')
})

test('keys that the browser keeps for itself are sent from the bar', async () => {
  const { page } = await desk.sitDown()
  const heard = desk.field.page.evaluate(
    () => new Promise<string>(resolve => addEventListener('keydown', event => resolve(event.key), { once: true })),
  )
  await openBar(page)
  await page.getByRole('button', { name: 'Клавиши', exact: true }).click()

  await page.getByRole('menuitem', { name: 'Esc' }).click()

  assert.equal(await heard, 'Escape')
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

  for (const [, pid] of listeners.matchAll(/pid=(\d+)/g)) process.kill(-Number(pid), 'SIGKILL')
  await stage(page, 'away')
  assert.ok(await page.locator('canvas').count())
  await stage(page, 'live')

  await page.keyboard.type('and after')
  await desk.field.holds('before and after')
})

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
