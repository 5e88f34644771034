import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Page } from 'playwright-core'

type Screen = { display: string }
const words = (way: '-i' | '-o', kind: string) => [
  ...['-selection', 'clipboard', way],
  ...(kind === 'text/plain' ? [] : ['-t', kind]),
]
const on = ({ display }: Screen) => ({ ...process.env, DISPLAY: display })

/** What a program on this screen would paste. */
export const pastedThere = (screen: Screen, kind = 'text/plain'): Buffer =>
  execFileSync('xclip', words('-o', kind), { env: on(screen), maxBuffer: 64 * 1024 * 1024 })

/** Copies something on this screen, as a program there would. */
export async function copyThere(screen: Screen, content: string | Buffer, kind = 'text/plain'): Promise<void> {
  // xclip leaves behind the owner of what was copied; it ends when somebody else copies, or with the screen.
  const owner = spawn('xclip', words('-i', kind), { env: on(screen), stdio: ['pipe', 'ignore', 'ignore'] })
  owner.stdin.end(content)
  await once(owner, 'exit')
}

/** What this computer's clipboard holds, seen from the desk page. */
export const here = (page: Page) => page.evaluate<string>('navigator.clipboard.readText()')

export const copyInHere = (page: Page, text: string) =>
  page.evaluate<void>(`navigator.clipboard.writeText(${JSON.stringify(text)})`)

/** Waits until this computer's clipboard holds it. */
export async function holdsHere(page: Page, text: string): Promise<void> {
  for (let waited = 0; waited < 10_000 && (await here(page)) !== text; waited += 100) await page.waitForTimeout(100)
  const found = await here(page)
  if (found !== text) throw new Error(`the clipboard here holds ${JSON.stringify(found.slice(0, 200))}`)
}
