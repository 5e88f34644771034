import { browser } from 'wxt/browser'
import { NotAnswered, type Page, type Service } from '../services/service.ts'

export class NoPage extends Error {
  constructor() {
    super('no page of the service is open')
  }
}

const LOAD_MS = 10_000

/**
 * Works on a page of the service, best on the one at `address`; with `mayOpen` one is opened in the background
 * and closed again when none is there. Throws `NoPage`.
 */
export async function onPage<T>(
  service: Service,
  home: URL,
  address: string | null,
  mayOpen: boolean,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const open = await pagesOf(service, home)
  const best = open.find(page => page.url === address) ?? open[0]
  if (best) return work(best)
  if (!mayOpen) throw new NoPage()
  const tab = await browser.tabs.create({ url: home.href, active: false })
  if (tab.id === undefined) throw new NoPage()
  try {
    await loaded(tab.id)
    return await work(pageIn(tab.id, home.href))
  } finally {
    await browser.tabs.remove(tab.id).catch(() => undefined)
  }
}

/** Every tab that shows the service, the one in front first. */
export async function pagesOf(service: Service, home: URL): Promise<Page[]> {
  const tabs = await browser.tabs.query({ discarded: false })
  return tabs
    .filter(({ url }) => url && URL.canParse(url) && service.owns(new URL(url), home))
    .sort((a, b) => Number(b.active) - Number(a.active))
    .flatMap(({ id, url }) => (id !== undefined && url ? [pageIn(id, url)] : []))
}

/** The page of the service in this tab; null when it shows another. */
export async function pageInTab(service: Service, home: URL, tab: number): Promise<Page | null> {
  return (await pagesOf(service, home)).find(page => page.tab === tab) ?? null
}

/** Does any page of the service show this right now? */
export async function anyPageShows(service: Service, home: URL, selector: string): Promise<boolean> {
  const looks = (await pagesOf(service, home)).map(({ tab }) =>
    browser.scripting
      .executeScript({ target: { tabId: tab }, func: shows, args: [selector] })
      .then(([done]) => done?.result === true)
      .catch(() => false),
  )
  return (await Promise.all(looks)).includes(true)
}

/** Runs in the page. */
function shows(selector: string): boolean {
  return document.querySelector(selector) !== null
}

async function loaded(tab: number): Promise<void> {
  const until = Date.now() + LOAD_MS
  while (Date.now() < until) {
    const { status } = await browser.tabs.get(tab)
    if (status === 'complete') return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the page did not load')
}

/** Scripts run in the extension's own world of the page: the page does not see them. */
function pageIn(tab: number, url: string): Page {
  return {
    tab,
    url,
    async json(path) {
      const [done] = await browser.scripting.executeScript({ target: { tabId: tab }, func: fetchText, args: [path] })
      const answer = done?.result
      if (answer?.status !== 200) throw new NotAnswered(answer?.status ?? 0, path)
      return JSON.parse(answer.text)
    },
    async read(name) {
      await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/page-reader.js'] })
      const [done] = await browser.scripting.executeScript({ target: { tabId: tab }, func: readPage, args: [name] })
      return done?.result
    },
  }
}

/** Runs in the page: nothing from outside reaches it but its arguments. */
async function fetchText(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, credentials: 'same-origin' })
  return { status: response.status, text: response.ok ? await response.text() : '' }
}

/** Runs in the page. */
function readPage(name: string): unknown {
  return (globalThis as { taxiPageReader?: Record<string, () => unknown> }).taxiPageReader?.[name]?.()
}
