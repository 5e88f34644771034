import { browser } from 'wxt/browser'
import { withoutBeside } from '../render/mhtml.ts'

/** Larger than this it is no page to keep but a film somebody left running. */
const LARGEST = 40 * 1024 * 1024

/** The page as the browser saves it, in one file, as a `data:` address; null when it cannot be had. */
export async function snapshotOf(tab: number): Promise<string | null> {
  const saved = await browser.pageCapture.saveAsMHTML({ tabId: tab }).catch(() => undefined)
  if (!saved || saved.size === 0 || saved.size > LARGEST) return null
  const text = withoutBeside(await saved.text())
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(new Blob([text], { type: 'multipart/related' }))
  })
}
