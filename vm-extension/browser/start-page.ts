import { type Browser, browser } from 'wxt/browser'
import { serviceNamed } from '../services/services.ts'

/** A browser that has just started needs that long to say which pages it is about to open. */
const SETTLE_MS = 1_500

/** The seat's page failed to load while the server or the network was away: loads it again. Opens nothing. */
export async function healStartPage(serviceName: string, startUrl: string): Promise<void> {
  const tabs = await browser.tabs.query({})
  const shown = tabs.find(tab => showsService(tab, serviceName, startUrl))
  if (shown?.id !== undefined) await reloadAfterError(shown.id)
}

/** Brings the seat's page up: nothing when a tab shows the service, a reload when that tab shows an error instead. */
export async function showStartPage(serviceName: string, startUrl: string): Promise<void> {
  const until = Date.now() + SETTLE_MS
  for (;;) {
    const tabs = await browser.tabs.query({})
    const shown = tabs.find(tab => showsService(tab, serviceName, startUrl))
    if (shown?.id !== undefined) return reloadAfterError(shown.id)
    if (Date.now() > until) return openIn(tabs, startUrl)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

function showsService({ url, pendingUrl }: Browser.tabs.Tab, serviceName: string, startUrl: string): boolean {
  const address = pendingUrl || url || ''
  if (!URL.canParse(address)) return false
  const [at, home] = [new URL(address), new URL(startUrl)]
  return serviceNamed(serviceName)?.owns(at, home) ?? at.origin === home.origin
}

async function openIn(tabs: Browser.tabs.Tab[], startUrl: string): Promise<void> {
  const empty = tabs.find(({ url }) => /^(about:blank|chrome:\/\/newtab\/?|)$/.test(url ?? ''))
  if (empty?.id !== undefined) await browser.tabs.update(empty.id, { url: startUrl, active: true })
  else await browser.tabs.create({ url: startUrl, active: true })
}

/** Scripts cannot run on the browser's own error page, though the tab shows the address that failed. */
async function reloadAfterError(tab: number): Promise<void> {
  const failed = await browser.scripting.executeScript({ target: { tabId: tab }, func: () => true }).then(
    () => false,
    error => /error page/i.test(String(error)),
  )
  if (failed) await browser.tabs.reload(tab)
}
