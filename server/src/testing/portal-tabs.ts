import assert from 'node:assert/strict'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { PASSWORD } from './build.ts'

export interface PortalTabs {
  /** A tab of a browser of its own, which must not print an error. */
  openTab(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

/**
 * One real Chromium whose tabs share nothing, as if each were somebody else’s. Pages open as many tabs as they like; a
 * person's browser holds the second one back.
 */
export async function openPortalTabs({ holdsTabsBack = false } = {}): Promise<PortalTabs> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    ...(holdsTabsBack ? { ignoreDefaultArgs: ['--disable-popup-blocking'] } : {}),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
  return {
    async openTab(options = {}) {
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 800 },
        ...options,
      })
      context.setDefaultTimeout(20_000)
      const page = await context.newPage()
      page.on('pageerror', error => assert.fail(error.message))
      return page
    },
    close: () => browser.close(),
  }
}

/** Types e-mail and password, in English. */
export async function typeSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
