import assert from 'node:assert/strict'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { PASSWORD } from './build.ts'

export interface PortalBrowser {
  browser: Browser
  context: BrowserContext
  /** Signed in, with the live line up. */
  page: Page
}

interface Given {
  url: string
  /** Whose password is PASSWORD. */
  email: string
  locale?: 'ru' | 'en'
  /** The room to begin in. */
  room?: string
  timezoneId?: string
  /** As a person's browser does; a test's opens as many tabs as it is told to. */
  holdsTabsBack?: boolean
}

const words = {
  ru: { tag: 'ru-RU', email: 'Почта', password: 'Пароль', signIn: 'Войти' },
  en: { tag: 'en-GB', email: 'E-mail', password: 'Password', signIn: 'Sign in' },
}

/** A person's own browser in the portal, signed in through its form. An error on a page fails the test. */
export async function openPortalBrowser(given: Given): Promise<PortalBrowser> {
  const { tag, email, password, signIn } = words[given.locale ?? 'en']
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    ...(given.holdsTabsBack ? { ignoreDefaultArgs: ['--disable-popup-blocking'] } : {}),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
  const context = await browser.newContext({
    locale: tag,
    viewport: { width: 1280, height: 800 },
    ...(given.timezoneId ? { timezoneId: given.timezoneId } : {}),
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.on('pageerror', error => assert.fail(error.message))
  await page.goto(`${given.url}/app/${given.room ?? ''}`)
  await page.getByLabel(email).fill(given.email)
  await page.getByLabel(password).fill(PASSWORD)
  await page.getByRole('button', { name: signIn }).click()
  await page.locator('[data-line="online"]').waitFor()
  return { browser, context, page }
}
