import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { POPUP_ID } from '@taxi/contract/extension-ids.ts'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { projectRoot } from '../config.ts'
import { PASSWORD } from './build.ts'

export interface PopupBrowser {
  context: BrowserContext
  /** The popup, opened as a page of its own: the browser does not let tests click its toolbar. */
  openPopup(): Promise<Page>
  /** The popup, connected to this server and signed in as who has this e-mail and PASSWORD; in English. */
  openSignedIn(url: string, email: string): Promise<Page>
  close(): Promise<void>
}

const built = join(projectRoot, 'extension/.output/chrome-mv3')
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  `--disable-extensions-except=${built}`,
  `--load-extension=${built}`,
]

/** A person's own browser: a real Chromium with the built popup installed. */
export async function openPopupBrowser(locale = 'en-GB'): Promise<PopupBrowser> {
  if (!existsSync(join(built, 'manifest.json'))) throw new Error('The popup is not built: run npm run build first.')
  const profile = mkdtempSync(join(tmpdir(), 'taxi-popup-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    locale,
    viewport: { width: 400, height: 600 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: flags,
  })
  context.setDefaultTimeout(15_000)
  async function openPopup() {
    const page = await context.newPage()
    await page.goto(`chrome-extension://${POPUP_ID}/popup.html`)
    return page
  }
  return {
    context,
    openPopup,
    async openSignedIn(url, email) {
      const popup = await openPopup()
      await popup.getByLabel('Server address').fill(url)
      await popup.getByRole('button', { name: 'Connect' }).click()
      await popup.getByLabel('E-mail').fill(email)
      await popup.getByLabel('Password').fill(PASSWORD)
      await popup.getByRole('button', { name: 'Sign in' }).click()
      await popup.locator('[data-line="online"]').waitFor()
      return popup
    },
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
