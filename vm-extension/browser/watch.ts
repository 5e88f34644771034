import { type Browser, browser } from 'wxt/browser'
import type { Activity } from '../session/activity.ts'
import type { Keeper } from '../session/keeper.ts'

/** A body longer than this is not looked at: a message is never so long. */
const LONGEST_BODY = 1024 * 1024

/** Tells `activity` what the browser sees. Listeners must stand before the worker's first turn is over. */
export function watchBrowser(keeper: Keeper, activity: Activity): void {
  const committed = async ({ tabId, frameId, url }: { tabId: number; frameId: number; url: string }) => {
    if (frameId !== 0) return
    await keeper.ready
    if (!keeper.current()) return
    const tab = await browser.tabs.get(tabId).catch(() => null)
    activity.visited(tabId, url, tab?.title ?? '')
  }
  browser.webNavigation.onCommitted.addListener(committed)
  browser.webNavigation.onHistoryStateUpdated.addListener(committed)

  const requests = { urls: ['<all_urls>'], types: ['xmlhttprequest' as const] }
  browser.webRequest.onBeforeRequest.addListener(
    details => {
      if (details.method === 'POST') void began(details)
      return undefined
    },
    requests,
    ['requestBody'],
  )
  const ended = async ({ requestId, tabId, method }: { requestId: string; tabId: number; method: string }) => {
    if (method === 'POST') activity.requestEnded(requestId, await pageOf(tabId))
  }
  browser.webRequest.onCompleted.addListener(details => void ended(details), requests)
  browser.webRequest.onErrorOccurred.addListener(details => void ended(details), requests)

  async function began(details: Browser.webRequest.OnBeforeRequestDetails): Promise<void> {
    await keeper.ready
    if (!keeper.current() || details.tabId < 0) return
    const { requestId: id, tabId: tab, method, url } = details
    activity.requestBegan({ id, tab, method, url: new URL(url), body: jsonOf(details), page: await pageOf(tab) })
  }
}

async function pageOf(tab: number): Promise<string | null> {
  const found = await browser.tabs.get(tab).catch(() => null)
  return found?.url ?? null
}

function jsonOf({ requestBody }: Browser.webRequest.OnBeforeRequestDetails): unknown {
  const bytes = requestBody?.raw?.[0]?.bytes
  if (!bytes || bytes.byteLength > LONGEST_BODY) return null
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}
