import { pino } from 'pino'
import { chromium } from 'playwright-core'
import { startChild } from '../outside/process.ts'
import type { TestScreen } from './test-screen.ts'

const PAGE = `data:text/html,<title>field</title><body style="margin:0;background:white">
<textarea autofocus spellcheck="false" style="position:fixed;inset:0;width:100vw;height:100vh;font:20px sans-serif;border:0"></textarea>`

export type ScreenField = Awaited<ReturnType<typeof openField>>

/** A real browser on a test screen with one big text field: what arrives there was really typed. */
export async function openField(screen: TestScreen) {
  const log = pino({ level: 'silent' })
  const env = { ...process.env, DISPLAY: screen.display, HOME: screen.folder }
  const manager = await startChild('openbox', [], { name: 'openbox', log, env })
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: false,
    env,
    args: [...QUIET, '--no-sandbox', '--window-size=1280,800', '--window-position=0,0'],
  })
  const page = await browser.newPage({ viewport: null })
  await page.goto(PAGE)
  await page.locator('textarea').click()
  return {
    page,
    text: () => page.locator('textarea').inputValue(),
    clear: () => page.locator('textarea').fill(''),
    /** Waits until the field holds this; fails with what it holds instead. */
    async holds(expected: string, ms = 15_000) {
      for (let waited = 0; waited < ms; waited += 50) {
        if ((await page.locator('textarea').inputValue()) === expected) return
        await page.waitForTimeout(50)
      }
      throw new Error(`the field holds ${JSON.stringify(await page.locator('textarea').inputValue())}`)
    },
    async close() {
      await browser.close()
      await manager.stop('SIGTERM', 1000)
    },
  }
}

export const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]
