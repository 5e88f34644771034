import { browser } from 'wxt/browser'

const WAITING = /^data:text\/html,.*url=(https?:[^"]+)"/

/**
 * Opens the page the seat's browser was started for; until then a page that waits for it stands there. When an extension
 * that may stop requests is loaded from the command line, Chromium 156 starts its network anew: a page it was asked for
 * before never comes (measured: every second start), and nobody can tell any more which one it was.
 */
export async function openFirstPage(): Promise<void> {
  for (const { id, url, pendingUrl } of await browser.tabs.query({})) {
    const waiting = url || pendingUrl || ''
    const address = WAITING.exec(decoded(waiting))?.[1]
    if (!address || id === undefined) continue
    // In a tab of its own, without a trace: there is nothing to go back to.
    await browser.tabs.create({ url: address })
    await browser.tabs.remove(id)
    await browser.history.deleteUrl({ url: waiting })
  }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
