import { browser } from 'wxt/browser'
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { type FromWatcher, type PageRequest, type ToWatcher, WATCH_PORT } from '../browser/watching.ts'

const LOOK_MS = 300
const AGAIN_MS = 1_000

/**
 * Watches a page of the service from the extension's own world, which the page cannot see: which requests it has
 * sent, and whether an answer is being written. Injected by the worker while a session runs. No content script of WXT's:
 * each of those posts a message into the page when it starts.
 */
export default defineUnlistedScript(() => {
  const world = globalThis as { taxiWatches?: boolean }
  if (world.taxiWatches) return
  world.taxiWatches = true
  watch()
})

/** Requests that ended before are told already, perhaps to a worker that is no more. */
let toldUntil = 0

function watch(): void {
  const port = browser.runtime.connect({ name: WATCH_PORT })
  const tell = (message: FromWatcher) => port.postMessage(message)
  const observer = new PerformanceObserver(list => {
    const entries = list.getEntries() as PerformanceResourceTiming[]
    const requests = entries
      .filter(sentByScript)
      .map(requestOf)
      .filter(({ ended }) => ended > toldUntil)
    if (requests.length === 0) return
    toldUntil = Math.max(...requests.map(({ ended }) => ended))
    tell({ t: 'requests', requests })
  })
  let looking: ReturnType<typeof setInterval> | undefined
  let answering = false

  port.onMessage.addListener((told: ToWatcher) => {
    observer.observe({ type: 'resource', buffered: true })
    clearInterval(looking)
    looking = setInterval(() => {
      const yes = document.querySelector(told.answering) !== null
      if (yes !== answering) tell({ t: 'answering', yes })
      answering = yes
    }, LOOK_MS)
  })
  // The worker was stopped; a newer extension leaves this script behind for good.
  port.onDisconnect.addListener(() => {
    observer.disconnect()
    clearInterval(looking)
    setTimeout(() => {
      if (browser.runtime?.id) watch()
    }, AGAIN_MS)
  })
}

const sentByScript = ({ initiatorType }: PerformanceResourceTiming) =>
  initiatorType === 'fetch' || initiatorType === 'xmlhttprequest'

const requestOf = ({ name, startTime, responseEnd }: PerformanceResourceTiming): PageRequest => ({
  url: name.slice(0, 2_000),
  began: performance.timeOrigin + startTime,
  ended: performance.timeOrigin + responseEnd,
})
