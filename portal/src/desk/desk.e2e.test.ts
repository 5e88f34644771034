import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { pino } from 'pino'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { noteGenerating } from '../../../server/src/actions/note-generating.ts'
import { type Guacd, startGuacd } from '../../../server/src/outside/guacd-process.ts'
import { buildPerson, buildPlace } from '../../../server/src/testing/build.ts'
import { type DeskPageWorld, openDeskPageWorld } from '../../../server/src/testing/desk-page-world.ts'
import { openField, QUIET, type ScreenField } from '../../../server/src/testing/screen-field.ts'
import { startTestScreen, type TestScreen } from '../../../server/src/testing/test-screen.ts'

const folder = mkdtempSync(join(tmpdir(), 'taxi-desk-test-'))
let guacd: Guacd
let screen: TestScreen
let field: ScreenField
let world: DeskPageWorld
let browser: Browser
let context: BrowserContext

before(async () => {
  guacd = await startGuacd({ GUACD: '', dataDir: folder }, pino({ level: 'silent' }))
  screen = await startTestScreen()
  field = await openField(screen)
  world = await openDeskPageWorld(screen, guacd)
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...QUIET] })
})
after(async () => {
  await browser?.close()
  await world?.close()
  await field?.close()
  await screen?.close()
  await guacd?.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(async () => {
  await context?.close()
  await field.clear()
})

/** A fresh desk in a fresh browser, its picture there. What the page complained of is in `complaints`. */
async function sitDown(given: Parameters<DeskPageWorld['sitDown']>[0] = {}) {
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const seated = await world.sitDown(given)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', said => complaints.push(said.text()))
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(seated.url)
  await stage(page, 'live')
  return { ...seated, page, complaints }
}
const stage = (page: Page, name: string) => page.waitForSelector(`html[data-desk=${name}]`, { timeout: 25_000 })

/** Presses a key as a Russian keyboard does: the sign is Russian, the place is Latin. */
async function pressRussian(page: Page, sign: string, letter: string, modifiers = 0) {
  const cdp = await page.context().newCDPSession(page)
  const key = { key: sign, code: `Key${letter}`, windowsVirtualKeyCode: letter.charCodeAt(0), modifiers }
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, ...(modifiers ? {} : { text: sign }) })
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
  await cdp.detach()
}
const CTRL = 2

/** The bar hides by itself; the pointer at the middle of the upper edge brings it back. */
async function openBar(page: Page) {
  await page.mouse.move(640, 400)
  await page.mouse.move(640, 3)
  await page.mouse.move(642, 4)
  await page.locator('section:not([inert])').waitFor()
}

test('a desk opens with its picture; the pass is in no address, page or console', async () => {
  const { page, url, complaints, session } = await sitDown()
  const pass = url.split('#p=')[1] as string

  assert.equal(page.url(), `${world.base}/desk/${session.id}`)
  assert.match(await page.title(), /^120\sмин · Perplexity · 2$/)
  const token = JSON.parse((await page.evaluate(() => Object.values(sessionStorage)[0])) as string).token as string
  const html = await page.content()
  for (const secret of [pass, token]) assert.ok(!html.includes(secret))
  assert.deepEqual(complaints, [])
})

test('what is typed on a Latin and on a Russian keyboard arrives', async () => {
  const { page } = await sitDown()

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

  await field.holds('Hello, World 1+1=2;Привет')
})

test('shortcuts work with the Russian layout on: Ctrl+Ф selects all, Ctrl+Ч cuts', async () => {
  const { page } = await sitDown()
  await page.keyboard.type('gone')
  await field.holds('gone')

  await page.keyboard.down('Control')
  await pressRussian(page, 'ф', 'A', CTRL)
  await pressRussian(page, 'ч', 'X', CTRL)
  await page.keyboard.up('Control')

  await field.holds('')
})

test('a pasted text with Russian, signs and line breaks arrives to the letter, and only once', async () => {
  const { page } = await sitDown()
  const text = `Вопрос № 1: что такое «ёлка»?\nif (a && b) { return "да" } — ${'слово '.repeat(300)}\nконец`
  await page.evaluate(value => navigator.clipboard.writeText(value), text)

  await page.keyboard.press('Control+V')

  await field.holds(text)
})

test('what was copied on the machine last is what Ctrl+V pastes there', async () => {
  const { page } = await sitDown()
  await page.evaluate(() => navigator.clipboard.writeText('from here'))
  await page.keyboard.type('copied there')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Control+C')
  await page.waitForTimeout(700)
  await page.keyboard.press('End')
  await page.keyboard.press('Control+V')

  await field.holds('copied therecopied there')
})

test('the paste box types what is put into it', async () => {
  const { page } = await sitDown()
  await openBar(page)
  await page.getByRole('button', { name: 'Вставить текст' }).click()

  await page.getByRole('textbox', { name: 'Вставить текст' }).fill('из окна')
  await page.getByRole('button', { name: 'Напечатать' }).click()

  await field.holds('из окна')
  await page.keyboard.type('!')
  await field.holds('из окна!')
})

test('keys that the browser keeps for itself are sent from the bar', async () => {
  const { page } = await sitDown()
  const heard = field.page.evaluate(
    () => new Promise<string>(resolve => addEventListener('keydown', event => resolve(event.key), { once: true })),
  )
  await openBar(page)
  await page.getByRole('button', { name: 'Клавиши', exact: true }).click()

  await page.getByRole('menuitem', { name: 'Esc' }).click()

  assert.equal(await heard, 'Escape')
})

test('a click lands where the picture shows it, in a window of another size and shape', async () => {
  const { page } = await sitDown()
  await page.setViewportSize({ width: 700, height: 900 })
  await page.waitForFunction(() => {
    const widths = [...document.querySelectorAll('canvas')].map(canvas => canvas.getBoundingClientRect().width)
    return widths.some(width => Math.abs(width - 700) < 2)
  })
  const at = await field.page.evaluate(() => ({
    x: screenX + (outerWidth - innerWidth) / 2 + 300,
    y: screenY + (outerHeight - innerHeight) + 200,
  }))
  const clicked = field.page.evaluate(
    () =>
      new Promise<number[]>(resolve =>
        addEventListener('mousedown', e => resolve([e.clientX, e.clientY]), { once: true }),
      ),
  )
  const scale = 700 / 1280
  await page.mouse.click(at.x * scale, (900 - 800 * scale) / 2 + at.y * scale)

  const [x = 0, y = 0] = await clicked
  assert.ok(Math.abs(x - 300) <= 3 && Math.abs(y - 200) <= 3, `${x}, ${y}`)
})

test('after a reload the same desk is back without a new pass', async () => {
  const { page } = await sitDown()

  await page.reload()

  await stage(page, 'live')
  await page.keyboard.type('still here')
  await field.holds('still here')
})

test('a spent link in another tab is told so, with a way on', async () => {
  const { url } = await sitDown()
  const other = await context.newPage()

  await other.goto(url)

  await stage(other, 'ended')
  await other.getByRole('heading', { name: 'Этот вход уже использован' }).waitFor()
  assert.equal(await other.getByRole('link', { name: 'К слотам' }).getAttribute('href'), '/app/')
})

test('guacd killed: the last picture stays under a veil, then the same screen is back', async () => {
  const { page } = await sitDown()
  await page.keyboard.type('before ')
  await field.holds('before ')
  const [address] = guacd.addresses()
  const listeners = execFileSync('ss', ['-Hltnp', `( sport = :${address?.port} )`], { encoding: 'utf8' })

  for (const [, pid] of listeners.matchAll(/pid=(\d+)/g)) process.kill(-Number(pid), 'SIGKILL')
  await stage(page, 'away')
  assert.ok(await page.locator('canvas').count())
  await stage(page, 'live')

  await page.keyboard.type('and after')
  await field.holds('before and after')
})

test('the desk opened in a second window leaves the first one with a sentence and a way back', async () => {
  const { page, session, person } = await sitDown()
  const { guacamole_url } = await world.parts.desks.open({ id: session.id, person_id: person.id })
  const second = await context.newPage()
  await second.goto(guacamole_url)
  await stage(second, 'live')

  await page.getByRole('heading', { name: 'Рабочий стол открыт в другом окне' }).waitFor()
  await page.getByRole('button', { name: 'Открыть здесь' }).click()

  await stage(page, 'live')
  await stage(second, 'ended')
})

test('an end from outside is told in the person’s language, with the dump to look at', async () => {
  const { page, session } = await sitDown({ locale: 'en', theme: 'dark' })

  await world.end(session.id, { reason: 'kicked', endedBy: 'Boris' })

  await page.getByRole('heading', { name: 'An administrator ended the session' }).waitFor({ timeout: 2000 })
  const dump = await world.parts.db.dumps.findUniqueOrThrow({ where: { session_id: session.id } })
  assert.equal(await page.getByRole('link', { name: 'See the dump' }).getAttribute('href'), `/app/dumps/${dump.id}`)
  assert.equal(await page.locator('canvas').count(), 0)
  assert.equal(await page.evaluate(() => sessionStorage.length), 0)
})

test('releasing from the bar asks once and ends the session', async () => {
  const { page, session } = await sitDown()
  await openBar(page)
  await page.getByRole('button', { name: 'Освободить' }).click()

  await page.getByRole('dialog').getByRole('button', { name: 'Освободить' }).click()

  await page.getByRole('heading', { name: 'Слот освобождён' }).waitFor()
  const ended = await world.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(ended.end_reason, 'manual')
})

/** Something is being made in the service of this session, as its companion says. */
const making = (session: { id: string; machine_id: string }, since: Date | null = new Date()) =>
  noteGenerating(world.parts, { sessionId: session.id, machineId: session.machine_id, since })

test('while an answer is made, releasing offers to deliver it when done; the last page says that it comes', async () => {
  const { page, session } = await sitDown({ locale: 'en', theme: 'dark' })
  await making(session)
  await openBar(page)
  await page.getByRole('button', { name: 'Release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('An answer is being made in the service.').waitFor()

  await dialog.getByRole('button', { name: 'Deliver when done' }).click()
  await stage(page, 'ended')

  await page.getByText('The answer is still being made').waitFor()
  const row = await world.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.deepEqual([row.end_reason, row.working_until !== null], ['manual', true])
})

test('the answer was done a moment before: the dialog says so, and the session goes on', async () => {
  const { page, session } = await sitDown({ locale: 'en' })
  await making(session)
  await openBar(page)
  await page.getByRole('button', { name: 'Release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Deliver when done' }).waitFor()
  // Without the news of it.
  await world.parts.db.sessions.update({ where: { id: session.id }, data: { generating_since: null } })

  await dialog.getByRole('button', { name: 'Deliver when done' }).click()

  await dialog.getByRole('alert').getByText('Nothing is being made right now').waitFor()
  assert.equal(await page.locator('html').getAttribute('data-desk'), 'live')
})

test('handing over from the bar asks to whom, and a refusal says why', async () => {
  const { page, session } = await sitDown({ locale: 'ru', theme: 'light' })
  const { db } = world.parts
  const colleague = await buildPerson(db, { name: 'Борис Ким' })
  const waiting = await buildPerson(db, { name: 'Вера Ли' })
  const place = await buildPlace(db, { person: waiting, slot: world.slot })
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

test('extending from the bar gives the time again', async () => {
  const { page } = await sitDown({ minutes: 9 })
  await openBar(page)

  await page.getByRole('button', { name: 'Продлить' }).click()

  await page.getByText('ещё 120 мин').waitFor()
})

test('a link to a session that has ended says so instead of a desk', async () => {
  const seated = await world.sitDown()
  await world.end(seated.session.id, { reason: 'timeout' })
  context = await browser.newContext({ locale: 'ru-RU' })
  const page = await context.newPage()

  await page.goto(seated.url)

  await page.getByRole('heading', { name: 'Сессия закончилась' }).waitFor()
})

test('a page without a way in, or of another person’s session, says what to do', async () => {
  const { session } = await sitDown()
  const stranger = await (await browser.newContext({ locale: 'en-US' })).newPage()

  await stranger.goto(`${world.base}/desk/${session.id}`)

  await stranger.getByRole('heading', { name: 'There is no such desk' }).waitFor()
  await stranger.getByRole('link', { name: 'To the board' }).waitFor()
  await stranger.context().close()
})

test('while the seat is made ready the page says how far it is, and the slot can be given back', async () => {
  context = await browser.newContext({ locale: 'ru-RU' })
  const page = await context.newPage()
  const { url, session } = await world.sitDown({ phases: { lease: 4 } })
  await page.goto(url)
  const underWay = page.locator('[aria-current=step]')
  await underWay.getByText('Машина').waitFor()
  await world.parts.db.sessions.update({ where: { id: session.id }, data: { phases: { lease: 4, machine: 900 } } })
  await underWay.getByText('Браузер').waitFor()

  await page.getByRole('button', { name: 'Освободить' }).click({ timeout: 15_000 })
  await page.getByRole('dialog').getByRole('button', { name: 'Освободить' }).click()

  await page.getByRole('heading', { name: 'Слот освобождён' }).waitFor()
})
