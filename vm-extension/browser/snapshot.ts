import { browser } from 'wxt/browser'
import { withoutBeside } from '../render/mhtml.ts'

/** Larger than this it is no page to keep but a film somebody left running. */
const LARGEST = 40 * 1024 * 1024
/** Chromium 156 at times deletes the file it saved to before it can be read (measured: one in three). */
const TRIES = 6

/** The page as the browser saves it, in one file, as a `data:` address; null when it cannot be had. */
export async function snapshotOf(tab: number): Promise<string | null> {
  const saved = await savedText(tab)
  if (!saved) return null
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([withoutBeside(saved)], { type: 'multipart/related' }))
  })
}

async function savedText(tab: number): Promise<string | null> {
  for (let left = TRIES; left > 0; left -= 1) {
    const saved = await browser.pageCapture.saveAsMHTML({ tabId: tab }).catch(() => undefined)
    if (!saved || saved.size > LARGEST) return null
    const text = await saved.text().catch(() => '')
    if (text) return text
  }
  return null
}
