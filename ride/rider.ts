import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { POPUP_ID } from '@taxi/contract/extension-ids.ts'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { projectRoot } from '../server/src/config.ts'
import { pressCtrl, pressEnter, typeKeys } from './keyboard.ts'
import type { World } from './world.ts'

/** A person at their own browser with the popup installed. Everything goes through what they would click or type. */
export interface Rider {
  signIn(): Promise<void>
  waitUntilFree(slotId: string): Promise<void>
  /** Takes the slot; resolves when the desk shows its first picture. */
  take(slotId: string): Promise<void>
  /** Types a message into the chat on the machine's screen and sends it. */
  write(text: string): Promise<void>
  /** Types text on the machine's screen, marks it all and copies it there. */
  copy(text: string): Promise<void>
  release(slotId: string): Promise<void>
  shot(name: string): Promise<void>
  close(): Promise<void>
}

/** What toolchain notes call quiet: no updates, no sync, no first run. */
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--lang=en-US',
]

export async function openDriver(world: World, shots?: string): Promise<Rider> {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-rider-'))
  const extension = join(projectRoot, 'extension/.output/chrome-mv3')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    locale: 'en-US',
    viewport: { width: 1280, height: 860 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [...flags, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  })
  const popup = await context.newPage()
  await popup.setViewportSize({ width: 400, height: 600 })
  await popup.goto(`chrome-extension://${POPUP_ID}/popup.html`)
  let desk: { page: Page; keys: CDPSession } | null = null

  const onDesk = async () => {
    if (!desk) throw new Error('no desk is open')
    await desk.page.bringToFront()
    return desk
  }
  const rider: Rider = {
    async signIn() {
      await popup.getByLabel(/server/i).fill(world.url)
      await popup.getByRole('button', { name: /connect|continue/i }).click()
      await popup.getByLabel(/e-?mail/i).fill(world.admin.email)
      await popup.getByLabel(/password/i).fill(world.admin.password)
      await popup.getByRole('button', { name: /sign in/i }).click()
      await card(popup, 'demo-1').waitFor()
    },
    async waitUntilFree(slotId) {
      await popup.bringToFront()
      await popup.locator(`[data-slot="${slotId}"][data-state="free"]`).waitFor({ timeout: 60_000 })
    },
    async take(slotId) {
      const [page] = await Promise.all([
        context.waitForEvent('page', { timeout: 10_000 }),
        card(popup, slotId)
          .getByRole('button', { name: /^(take|занять)/i })
          .click(),
      ])
      await page.locator('html[data-desk="live"]').waitFor({ timeout: 30_000 })
      desk = { page, keys: await context.newCDPSession(page) }
    },
    async write(text) {
      const { keys } = await onDesk()
      await typeKeys(keys, text)
      await pressEnter(keys)
    },
    async copy(text) {
      const { keys } = await onDesk()
      await typeKeys(keys, text)
      await pressCtrl(keys, 'a')
      await pressCtrl(keys, 'c')
    },
    async release(slotId) {
      await popup.bringToFront()
      await popup
        .getByRole('button', { name: /^(release|освободить)/i })
        .first()
        .click()
      const sure = popup.getByRole('dialog').getByRole('button', { name: /^(release|освободить)/i })
      await sure.click({ timeout: 2_000 }).catch(() => null)
      await card(popup, slotId).waitFor()
    },
    async shot(name) {
      if (!shots) return
      mkdirSync(shots, { recursive: true })
      for (const [index, page] of context.pages().entries())
        await page.screenshot({ path: join(shots, `${name}-${index}.png`) }).catch(() => null)
    },
    async close() {
      await context.close().catch(() => null)
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
  return rider
}

const card = (popup: Page, slotId: string) => popup.locator(`[data-slot="${slotId}"]`)
