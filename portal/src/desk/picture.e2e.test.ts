import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { type DeskBrowser, openBar, openDeskBrowser, stage } from '../../../server/src/testing/desk-browser.ts'

let desk: DeskBrowser
before(async () => {
  desk = await openDeskBrowser()
})
after(() => desk?.close())
afterEach(() => desk.leave())

/** Where the picture lies in the page. */
const frame = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector('canvas')?.parentElement?.parentElement as HTMLElement
    const { left, top, width, height } = canvas.getBoundingClientRect()
    return { left, top, width, height }
  })
const untilFrame = (page: Page, width: number, height: number) =>
  page.waitForFunction(
    ([width, height]) => {
      const frame = document.querySelector('canvas')?.parentElement?.parentElement?.getBoundingClientRect()
      return frame && Math.abs(frame.width - width) < 2 && Math.abs(frame.height - height) < 2
    },
    [width, height] as const,
  )
/** What the field's own browser hears next. */
const heard = (event: 'mousedown' | 'contextmenu' | 'wheel') =>
  desk.field.page.evaluate(
    name =>
      new Promise<number[]>(resolve =>
        addEventListener(name, e => resolve([(e as MouseEvent).clientX, (e as MouseEvent).clientY]), { once: true }),
      ),
    event,
  )
/** A place of the field on its machine's screen. */
const onScreen = (x: number, y: number) =>
  desk.field.page.evaluate(
    ([x, y]) => {
      const edge = (outerWidth - innerWidth) / 2
      return { x: screenX + edge + x, y: screenY + outerHeight - innerHeight - edge + y }
    },
    [x, y] as const,
  )
const near = ([x = 0, y = 0]: number[], [wantX = 0, wantY = 0]: number[]) =>
  assert.ok(Math.abs(x - wantX) <= 3 && Math.abs(y - wantY) <= 3, `${x}, ${y}`)

test('the machine’s screen takes the size of the window, and a click lands where the picture shows it', async () => {
  const { page } = await desk.sitDown()
  await page.setViewportSize({ width: 1000, height: 640 })
  await untilFrame(page, 1000, 640)
  const at = await onScreen(300, 200)
  const clicked = heard('mousedown')

  await page.mouse.click(at.x, at.y)

  near(await clicked, [300, 200])
})

test('a window smaller than any screen shows all of one of its own shape', async () => {
  const { page } = await desk.sitDown()

  await page.setViewportSize({ width: 400, height: 450 })

  await untilFrame(page, 400, 450)
  const at = await onScreen(200, 100)
  const clicked = heard('mousedown')
  await page.mouse.click(at.x / 2, at.y / 2)
  near(await clicked, [200, 100])
})

test('a machine whose screen keeps its size is shown whole, in the middle', async t => {
  const { page } = await desk.sitDown()
  const { resize } = desk.screen.driver
  t.after(() => {
    desk.screen.driver.resize = resize
  })
  desk.screen.driver.resize = async () => false

  await page.setViewportSize({ width: 640, height: 800 })

  await untilFrame(page, 640, 400)
  await page.waitForTimeout(600)
  assert.deepEqual(await frame(page), { left: 0, top: 200, width: 640, height: 400 })
})

test('on a fine screen the picture is large, or small and sharp, as one likes, also the next time', async () => {
  const context = await desk.newContext({
    viewport: { width: 900, height: 620 },
    deviceScaleFactor: 2,
    locale: 'en-US',
  })
  const page = await context.newPage()
  await page.goto((await desk.world.sitDown({ locale: 'en' })).url)
  await stage(page, 'live')
  const scale = () =>
    page.evaluate(() => {
      const [canvas] = document.querySelectorAll('canvas')
      return canvas ? canvas.getBoundingClientRect().width / canvas.width : 0
    })
  await page.waitForFunction(() => document.querySelector('canvas')?.getBoundingClientRect().width === 960)
  assert.equal(await scale(), 1)

  await openBar(page)
  await page.getByRole('button', { name: 'Picture' }).click()
  await page.getByRole('menuitemradio', { name: 'Small and sharp' }).click()

  await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) >= 1800)
  assert.equal(await scale(), 0.5)
  await page.reload()
  await stage(page, 'live')
  await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) >= 1800)
})

test('another quality of the picture comes without a veil, and what is typed then arrives', async () => {
  const { page } = await desk.sitDown({ locale: 'en' })
  const opened = page.waitForEvent('websocket', socket => socket.url().includes('picture=slow'))
  const stages = page.evaluate(
    () =>
      new Promise<string[]>(resolve => {
        const seen: string[] = []
        new MutationObserver(() => seen.push(document.documentElement.dataset.desk ?? '')).observe(
          document.documentElement,
          { attributeFilter: ['data-desk'] },
        )
        setTimeout(() => resolve(seen), 3_000)
      }),
  )
  await openBar(page)
  await page.getByRole('button', { name: 'Picture' }).click()

  await page.getByRole('menuitemradio', { name: 'Slow connection' }).click()

  await opened
  assert.deepEqual(await stages, [])
  await page.keyboard.type('quick')
  await desk.field.holds('quick')
})

test('on a tablet a tap clicks, a finger that stays clicks right, two fingers scroll', async () => {
  const context = await desk.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: true, locale: 'ru-RU' })
  const page = await context.newPage()
  await page.goto((await desk.world.sitDown()).url)
  await stage(page, 'live')
  const cdp = await context.newCDPSession(page)
  const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  const at = await onScreen(300, 200)

  const clicked = heard('mousedown')
  await fingers('touchStart', [at])
  await fingers('touchEnd', [])
  near(await clicked, [300, 200])

  const asked = heard('contextmenu')
  await fingers('touchStart', [at])
  near(await asked, [300, 200])
  await fingers('touchEnd', [])
  await page.keyboard.press('Escape')

  const turned = heard('wheel')
  const pair = (y: number) => [at, { x: at.x + 60, y: at.y }].map(spot => ({ x: spot.x, y: spot.y + y }))
  await fingers('touchStart', pair(0))
  for (let y = 10; y <= 80; y += 10) await fingers('touchMove', pair(-y))
  await fingers('touchEnd', [])
  await turned
})
