import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { startGuacd } from '../outside/guacd-process.ts'
import { type DeskPageWorld, openDeskPageWorld } from './desk-page-world.ts'
import { openField, QUIET } from './screen-field.ts'
import { startTestScreen } from './test-screen.ts'

export type DeskBrowser = Awaited<ReturnType<typeof openDeskBrowser>>

/** The real desk page in a real browser: guacd, a screen with a field to type into, and people who sit down there. */
export async function openDeskBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-desk-test-'))
  const guacd = await startGuacd({ GUACD: '', dataDir: folder }, pino({ level: 'silent' }))
  const screen = await startTestScreen()
  const field = await openField(screen)
  const world = await openDeskPageWorld(screen, guacd)
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...QUIET] })
  const contexts: BrowserContext[] = []

  /** A browser of somebody's own, without anything in it. */
  const newContext = async (options: BrowserContextOptions = { locale: 'ru-RU' }) => {
    const context = await browser.newContext(options)
    contexts.push(context)
    return context
  }
  return {
    guacd,
    screen,
    field,
    world,
    newContext,
    /** A fresh desk in a fresh browser, its picture there. What the page complained of is in `complaints`. */
    async sitDown(given: Parameters<DeskPageWorld['sitDown']>[0] = {}) {
      const context = await newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' })
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      const seated = await world.sitDown(given)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', said => complaints.push(said.text()))
      page.on('pageerror', error => complaints.push(error.message))
      await page.goto(seated.url)
      await stage(page, 'live')
      return { ...seated, page, complaints }
    },
    /** Everybody leaves, and what was typed is gone. */
    async leave() {
      for (const context of contexts.splice(0)) await context.close()
      await field.clear()
    },
    async close() {
      await browser.close()
      await world.close()
      await field.close()
      await screen.close()
      await guacd.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const stage = (page: Page, name: string) => page.waitForSelector(`html[data-desk=${name}]`, { timeout: 25_000 })

/** The bar hides by itself; the pointer at the middle of the upper edge brings it back. */
export async function openBar(page: Page): Promise<void> {
  await page.mouse.move(640, 400)
  await page.mouse.move(640, 3)
  await page.mouse.move(642, 4)
  await page.locator('section:not([inert])').waitFor()
}
