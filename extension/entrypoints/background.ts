import { PRODUCT } from '@taxi/contract/version.ts'
import { openOnes } from '@taxi/ui/live/own-sessions.ts'
import { minutesUntil } from '@taxi/ui/words/times.ts'
import browser from 'webextension-polyfill'
import { defineBackground } from 'wxt/utils/define-background'
import { createApi } from '../api.ts'
import { storage } from '../storage.ts'

const ALARM = `${PRODUCT}.badge`

/** Keeps the minutes left of one's own session on the icon. Live updates are the popup's own business. */
export default defineBackground(() => {
  storage.board.watch(() => void showBadge())
  storage.tokens.watch(() => void showBadge())
  browser.alarms.onAlarm.addListener(alarm => {
    if (alarm.name === ALARM) void refresh().finally(showBadge)
  })
  browser.runtime.onStartup.addListener(() => void showBadge())
  void showBadge()
})

async function showBadge(): Promise<void> {
  const [board, tokens] = await Promise.all([storage.board.get(), storage.tokens.get()])
  const ends = openOnes(board?.sessions ?? [])
    .map(session => session.ends_at)
    .toSorted()[0]
  const left = tokens && ends ? minutesUntil(ends, new Date()) : null
  await browser.action.setBadgeText({ text: left === null ? '' : String(left) })
  if (left === null) return void (await browser.alarms.clear(ALARM))
  await browser.action.setBadgeBackgroundColor({ color: left <= 5 ? '#C62828' : '#FFC400' })
  await browser.action.setBadgeTextColor({ color: left <= 5 ? '#FFFFFF' : '#17181A' })
  if (!(await browser.alarms.get(ALARM))) browser.alarms.create(ALARM, { periodInMinutes: 1 })
}

/** Once a minute while a session runs: it may have been extended or ended at the desk. */
async function refresh(): Promise<void> {
  const [base, board] = await Promise.all([storage.server.get(), storage.board.get()])
  if (!base || !board) return
  const { client } = createApi(base, () => 'en')
  const sessions = await client.call('sessions').catch(() => null)
  if (sessions) await storage.board.set({ ...board, sessions: sessions.slice(0, board.sessions.length || 6) })
}
