import { type Browser, browser } from 'wxt/browser'
import { serviceAt, services } from '../services/services.ts'
import type { Activity } from '../session/activity.ts'
import type { Keeper } from '../session/keeper.ts'
import { ownTabs } from './own-tabs.ts'
import { pagesOf } from './pages.ts'
import { type FromWatcher, type ToWatcher, WATCH_PORT } from './watching.ts'

export interface Watch {
  /** A session begins: pages that stand open already are watched from now on. */
  openPages(): Promise<void>
}

/**
 * Tells `activity` what the browser sees, `met` every address a page asked, and `came` every page of a service that a tab
 * comes to. Listeners must stand before the worker's
 * first turn is over.
 */
export function watchBrowser(
  keeper: Keeper,
  activity: Activity,
  met: (address: string) => void,
  came: (tab: number, address: string) => void,
): Watch {
  const committed = async ({ tabId, frameId, url }: { tabId: number; frameId: number; url: string }) => {
    if (frameId !== 0) return
    await keeper.ready
    if (!keeper.current()) return
    const tab = await browser.tabs.get(tabId).catch(() => null)
    if (ownTabs.has(tabId)) return
    if (!activity.visited(tabId, url, tab?.title ?? '')) return
    came(tabId, url)
    await inject(tabId)
  }
  browser.webNavigation.onCommitted.addListener(committed)
  browser.webNavigation.onHistoryStateUpdated.addListener(committed)
  browser.webNavigation.onErrorOccurred.addListener(({ url }) => met(url))

  const ports = new Map<number, Browser.runtime.Port>()
  browser.runtime.onConnect.addListener(port => {
    const tab = port.sender?.tab?.id
    if (port.name !== WATCH_PORT || tab === undefined || port.sender?.id !== browser.runtime.id) return
    ports.set(tab, port)
    port.onDisconnect.addListener(() => {
      if (ports.get(tab) === port) ports.delete(tab)
      activity.answering(tab, null, false)
    })
    port.onMessage.addListener(async (message: FromWatcher) => {
      const page = (await browser.tabs.get(tab).catch(() => null))?.url ?? null
      if (message.t === 'answering') activity.answering(tab, page, message.yes)
      else
        for (const request of message.requests) {
          met(request.url)
          activity.requested(tab, page, request)
        }
    })
    void keeper.ready.then(() => instruct(port))
  })

  function instruct(port: Browser.runtime.Port): void {
    const session = keeper.current()
    const address = port.sender?.url ?? ''
    if (!session || !URL.canParse(address)) return
    const service = serviceAt(new URL(address), new URL(session.start_url))
    if (service) port.postMessage({ answering: service.answering } satisfies ToWatcher)
  }

  return {
    async openPages() {
      for (const port of ports.values()) instruct(port)
      const session = keeper.current()
      if (!session) return
      const home = new URL(session.start_url)
      for (const service of services) for (const { tab } of await pagesOf(service, home)) await inject(tab)
    },
  }
}

async function inject(tab: number): Promise<void> {
  await browser.scripting
    .executeScript({ target: { tabId: tab }, files: ['/watcher.js'], injectImmediately: true })
    .catch(() => undefined)
}
