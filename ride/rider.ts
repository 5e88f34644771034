import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { openPopupBrowser } from '../server/src/testing/popup-browser.ts'
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

const DESK_WINDOW = { width: 1280, height: 860 }

export async function openRider(world: World, shots?: string): Promise<Rider> {
  const browser = await openPopupBrowser()
  const { context } = browser
  const popup = await browser.openPopup()
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
      await popup.getByLabel(/code/i).fill(world.code())
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
      await page.setViewportSize(DESK_WINDOW)
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
      await browser.close()
    },
  }
  return rider
}

const card = (popup: Page, slotId: string) => popup.locator(`[data-slot="${slotId}"]`)
