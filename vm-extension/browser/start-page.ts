import { browser } from 'wxt/browser'
import { serviceNamed } from '../services/services.ts'

/** Brings the seat's page up: nothing when a tab shows the service, a reload when that tab shows an error instead. */
export async function showStartPage(serviceName: string, startUrl: string): Promise<void> {
  const home = new URL(startUrl)
  const service = serviceNamed(serviceName)
  const owns = (url: URL) => (service ? service.owns(url, home) : url.origin === home.origin)
  const tabs = await browser.tabs.query({})
  const shown = tabs.find(({ url }) => url && URL.canParse(url) && owns(new URL(url)))
  if (shown?.id !== undefined) {
    if (await isErrorPage(shown.id)) await browser.tabs.reload(shown.id)
    return
  }
  const empty = tabs.find(
    ({ url, pendingUrl }) => !pendingUrl && /^(about:blank|chrome:\/\/newtab\/?|)$/.test(url ?? ''),
  )
  if (empty?.id !== undefined) await browser.tabs.update(empty.id, { url: startUrl, active: true })
  else await browser.tabs.create({ url: startUrl, active: true })
}

/** Scripts cannot run on the browser's own error page, though the tab shows the address that failed. */
async function isErrorPage(tab: number): Promise<boolean> {
  return browser.scripting.executeScript({ target: { tabId: tab }, func: () => true }).then(
    () => false,
    error => /error page/i.test(String(error)),
  )
}
