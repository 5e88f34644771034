import type { BrowserContext, Page } from 'playwright-core'
import { PASSWORD } from './build.ts'
import { openPortalTabs, type PortalTabs } from './portal-tabs.ts'

export interface SignedInPortal {
  browser: PortalTabs
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
  holdsTabsBack?: boolean
  /** For a person with a second factor; works once. */
  recoveryCode?: string | undefined
}

const words = {
  ru: {
    tag: 'ru-RU',
    email: 'Почта',
    password: 'Пароль',
    signIn: 'Войти',
    noPhone: 'Телефона нет под рукой',
    code: 'Резервный код',
  },
  en: {
    tag: 'en-GB',
    email: 'E-mail',
    password: 'Password',
    signIn: 'Sign in',
    noPhone: 'The phone is not at hand',
    code: 'Recovery code',
  },
}

/** A person's own browser in a room of the portal, signed in through its form. */
export async function openSignedInPortal(given: Given): Promise<SignedInPortal> {
  const { tag, email, password, signIn, noPhone, code } = words[given.locale ?? 'en']
  const browser = await openPortalTabs({ holdsTabsBack: given.holdsTabsBack ?? false })
  const page = await browser.openTab({
    locale: tag,
    ...(given.timezoneId ? { timezoneId: given.timezoneId } : {}),
  })
  await page.goto(`${given.url}/app/${given.room ?? ''}`)
  await page.getByLabel(email).fill(given.email)
  await page.getByLabel(password).fill(PASSWORD)
  await page.getByRole('button', { name: signIn, exact: true }).click()
  if (given.recoveryCode) {
    await page.getByRole('button', { name: noPhone, exact: true }).click()
    await page.getByLabel(code).fill(given.recoveryCode)
    await page.getByRole('button', { name: signIn, exact: true }).click()
  }
  await page.locator('[data-line="online"]').waitFor()
  return { browser, context: page.context(), page }
}
