import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import puppeteer, { type Page } from 'puppeteer-core'
import type { DeskBrowser } from './desk-browser.ts'
import { QUIET } from './screen-field.ts'

/** A browser whose tabs behind others are really hidden: Playwright keeps every page visible. */
export const plainBrowser = (...args: string[]) =>
  puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', ...QUIET, ...args] })

/** Somebody works in another tab for so long: the desk must hold its line, and take keys the moment it is in front again. */
export async function hideTab(desk: DeskBrowser, ms: number): Promise<void> {
  const { url, session } = await desk.world.sitDown()
  const browser = await plainBrowser()
  try {
    const [page] = (await browser.pages()) as [Page]
    await page.goto(url)
    await page.waitForSelector('html[data-desk=live]')
    const tunnel = () => desk.world.parts.desks.list().find(one => one.session_id === session.id)?.since
    const since = tunnel()

    await browser.newPage()
    assert.equal(await page.evaluate('document.visibilityState'), 'hidden')
    await sleep(ms)

    assert.deepEqual([tunnel(), await page.evaluate('document.documentElement.dataset.desk')], [since, 'live'])
    await page.bringToFront()
    await page.keyboard.type('still here')
    await desk.field.holds('still here')
  } finally {
    await browser.close()
  }
}
