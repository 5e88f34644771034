import { browser } from 'wxt/browser'
import type { PageAnswer, PageHands, PageRequest } from '../services/page.ts'
import { serviceNamed } from '../services/services.ts'
import { snapshotOf } from './snapshot.ts'

/**
 * What the companion does in a page. Scripts run in the extension's own world of it, which the page does not see; only
 * `global` looks into the page's world, and leaves nothing there.
 */
export function handsIn(tab: number, url: string): PageHands {
  async function run<A extends unknown[], R>(func: (...args: A) => R, args: A, world?: 'MAIN'): Promise<Awaited<R>> {
    const injection = { target: { tabId: tab }, func, args, ...(world ? { world } : {}) }
    const [done] = await browser.scripting.executeScript(
      injection as Parameters<typeof browser.scripting.executeScript>[0],
    )
    return done?.result as Awaited<R>
  }

  return {
    tab,
    url,
    async send(path, request) {
      const answer = await run(fetchText, [path, request])
      return answer ?? { status: 0, type: '', retry_after: null, text: '' }
    },
    cookie: name => run(readCookie, [name]),
    stored: key => run(readStored, [key]),
    global: path => run(readGlobal, [path], 'MAIN'),
    snapshot: () => snapshotOf(tab),
    async frames(service) {
      const all = (await browser.webNavigation.getAllFrames({ tabId: tab })) ?? []
      const host = serviceNamed(service)?.frames
      const frameIds = all
        .filter(({ url }) => URL.canParse(url) && host?.test(new URL(url).hostname))
        .map(({ frameId }) => frameId)
      if (frameIds.length === 0) return []
      const target = { tabId: tab, frameIds }
      await browser.scripting.executeScript({ target, files: ['/page-reader.js'] })
      const read = await browser.scripting.executeScript({ target, func: readFrame, args: [service] })
      const shown = read.toSorted((a, b) => a.frameId - b.frameId).map(({ result }) => result)
      return shown.filter(each => each !== null && each !== undefined)
    },
    async look(service, scroll) {
      await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/page-reader.js'] })
      if (!scroll) return run(readPage, [service, false])
      const shown = await run(readPage, [service, true])
      // Another page may have come in front, and a page behind is not drawn.
      if ((await browser.tabs.get(tab)).active) return shown
      await browser.tabs.update(tab, { active: true })
      return run(readPage, [service, true])
    },
  }
}

// These run in the page: nothing from outside reaches them but their arguments.

async function fetchText(path: string, { method = 'GET', headers, body }: PageRequest): Promise<PageAnswer> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'include',
      ...(headers ? { headers } : {}),
      ...(body === undefined ? {} : { body }),
    })
    const type = response.headers.get('content-type') ?? ''
    const wait = response.headers.get('retry-after')
    const retry_after = wait && Number.isFinite(Number(wait)) ? Number(wait) : null
    return { status: response.status, type, retry_after, text: await response.text() }
  } catch {
    return { status: 0, type: '', retry_after: null, text: '' }
  }
}

function readCookie(name: string): string | null {
  const cookies = document.cookie.split('; ').map(pair => pair.split('='))
  const value = cookies
    .find(([key]) => key === name)
    ?.slice(1)
    .join('=')
  return value === undefined ? null : decodeURIComponent(value)
}

function readStored(key: string): string | null {
  return localStorage.getItem(key)
}

async function readGlobal(path: string): Promise<unknown> {
  let owner: unknown
  let value: unknown = globalThis
  for (const key of path.split('.')) {
    owner = value
    value = (value as Record<string, unknown> | null | undefined)?.[key]
  }
  return (typeof value === 'function' ? await value.call(owner) : value) ?? null
}

function readFrame(service: string): unknown {
  const world = globalThis as { taxiFrameReader?: (service: string) => unknown }
  return world.taxiFrameReader?.(service)
}

function readPage(service: string, scroll: boolean): unknown {
  const world = globalThis as { taxiPageReader?: (service: string, scroll: boolean) => unknown }
  return world.taxiPageReader?.(service, scroll)
}
