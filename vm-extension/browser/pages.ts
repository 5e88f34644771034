import { browser } from 'wxt/browser'
import type { Page } from '../services/page.ts'
import { pageOn } from '../services/page-on.ts'
import type { ChatRef, Service } from '../services/service.ts'
import { ownTabs } from './own-tabs.ts'
import { createPace } from './pace.ts'
import { handsIn } from './page-hands.ts'

export class NoPage extends Error {
  constructor() {
    super('no page of the service is open')
  }
}

const LOAD_MS = 10_000

/** One for all pages: a host is asked at the same pace by every reader. */
const pace = createPace({ now: Date.now, wait: ms => new Promise(resolve => setTimeout(resolve, ms)) })

/** The pages of one service while one of its chats is read. What was opened for it is closed again at the end. */
export interface Pages {
  /** Any page of the service, best the one that shows the chat; opens one when it may and none is there. */
  any(): Promise<Page>
  /** The page that shows the chat, in front so that it is drawn; null when there is none and none may be opened. */
  showing(inFront: boolean): Promise<Page | null>
}

/** Gives `work` the pages it may read this chat from. With `mayOpen` the person is gone and pages may be opened. */
export async function withPages<T>(
  service: Service,
  home: URL,
  chat: ChatRef,
  mayOpen: boolean,
  work: (pages: Pages) => Promise<T>,
): Promise<T> {
  const opened: number[] = []

  async function open(): Promise<Page> {
    const tab = await browser.tabs.create({ url: chat.url, active: true })
    if (tab.id === undefined) throw new NoPage()
    opened.push(tab.id)
    ownTabs.add(tab.id)
    await loaded(tab.id)
    return pageIn(tab.id, chat.url)
  }
  async function showing(): Promise<Page | null> {
    const pages = await pagesOf(service, home)
    return pages.find(page => service.chatAt(new URL(page.url)) === chat.id) ?? null
  }

  try {
    return await work({
      async any() {
        const page = (await showing()) ?? (await pagesOf(service, home))[0]
        if (page) return page
        if (!mayOpen) throw new NoPage()
        return open()
      },
      async showing(inFront) {
        const page = (await showing()) ?? (mayOpen ? await open() : null)
        if (page && inFront && mayOpen) await browser.tabs.update(page.tab, { active: true })
        return page
      },
    })
  } finally {
    if (opened.length > 0) await browser.tabs.remove(opened).catch(() => undefined)
    for (const tab of opened) ownTabs.delete(tab)
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

const pageIn = (tab: number, url: string): Page => pageOn(handsIn(tab, url), pace)
