import { PRODUCT } from '@taxi/contract/version.ts'
import browser from 'webextension-polyfill'
import { defineBackground } from 'wxt/utils/define-background'
import { createApi } from '../api.ts'
import { storage } from '../storage.ts'
import { answerNotices } from '../turns/answer-notices.ts'
import { showBadge } from '../turns/show-badge.ts'
import { tellAsks } from '../turns/tell-asks.ts'
import { tellTurns } from '../turns/tell-turns.ts'
import { createWatchLine } from '../turns/watch-line.ts'

const ALARM = `${PRODUCT}.minute`

/** Works without the popup: keeps the icon true, and tells the person when their turn comes, or when somebody asks for their slot. */
export default defineBackground(() => {
  const line = createWatchLine()
  let ending: ReturnType<typeof setTimeout> | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Everything follows from what is remembered. One at a time, so that no turn is told twice. */
  function follow() {
    last = last.then(followOnce, followOnce)
    return last
  }

  async function followOnce() {
    await Promise.allSettled([showBadge(), tellTurns(), tellAsks(), line.follow(), keepAlarm()])
    clearTimeout(ending)
    ending = setTimeout(follow, await untilNextEnd())
  }

  answerNotices()
  for (const kept of [storage.board, storage.queue, storage.asks, storage.tokens]) kept.watch(() => void follow())
  browser.alarms.onAlarm.addListener(alarm => {
    if (alarm.name === ALARM) void refresh().finally(follow)
  })
  // What was pressed last in a popup may not have been written down before it closed.
  browser.runtime.onConnect.addListener(popup => {
    if (popup.sender?.id !== browser.runtime.id) return popup.disconnect()
    popup.onDisconnect.addListener(() => void refresh().finally(follow))
  })
  browser.runtime.onStartup.addListener(() => void follow())
  void follow()
})

/** Once a minute while signed in: it also wakes a background that was put to sleep. */
async function keepAlarm(): Promise<void> {
  if (!(await storage.tokens.get())) return void (await browser.alarms.clear(ALARM))
  if (!(await browser.alarms.get(ALARM))) browser.alarms.create(ALARM, { periodInMinutes: 1 })
}

const LONG_MS = 60_000

/** What runs out is told by nobody when the server is away: the icon and the notification must go all the same. */
async function untilNextEnd(): Promise<number> {
  const [queue, asks] = await Promise.all([storage.queue.get(), storage.asks.get()])
  const ahead = [...(queue?.offers ?? []), ...(asks ?? [])]
    .map(({ expires_at }) => Date.parse(expires_at) - Date.now())
    .filter(left => left > 0)
  return Math.min(LONG_MS, ...ahead.map(left => left + 50))
}

/** The session may have been extended or ended at the desk, the queue joined in the portal. */
async function refresh(): Promise<void> {
  const [base, board, tokens] = await Promise.all([storage.server.get(), storage.board.get(), storage.tokens.get()])
  if (!base || !tokens) return
  const { client } = createApi(base, () => 'en')
  const [sessions, queue, asked] = await Promise.all([
    client.call('sessions').catch(() => null),
    client.call('myQueue').catch(() => null),
    client.call('asks').catch(() => null),
  ])
  if (queue) await storage.queue.set(queue)
  if (asked) await storage.asks.set(asked.asks)
  if (sessions && board) await storage.board.set({ ...board, sessions: sessions.slice(0, board.sessions.length || 6) })
}
