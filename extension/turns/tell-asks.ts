import type { AskView } from '@taxi/contract/asks.ts'
import { browserLocale, wordsOf } from '@taxi/ui/words/words.tsx'
import browser from 'webextension-polyfill'
import { storage } from '../storage.ts'
import { askChanges } from './ask-changes.ts'
import { showNotice } from './notice.ts'

const PREFIX = 'ask:'

/** The request a notification is about; null when it is about something else. */
export const askOf = (notificationId: string): string | null =>
  notificationId.startsWith(PREFIX) ? notificationId.slice(PREFIX.length) : null

/** Desktop notifications as the requests stand now: new ones shown, those that are over taken away. */
export async function tellAsks(): Promise<void> {
  const [asks, told, tokens] = await Promise.all([storage.asks.get(), storage.toldAsks.get(), storage.tokens.get()])
  const changes = askChanges(tokens ? (asks ?? []) : [], told ?? [], new Date())
  if (changes.tell.length === 0 && changes.over.length === 0) return
  await storage.toldAsks.set(changes.told.length > 0 ? changes.told : null)
  await Promise.all([...changes.tell.map(show), ...changes.over.map(id => browser.notifications.clear(PREFIX + id))])
}

async function show(ask: AskView) {
  const { asks, time } = wordsOf((await storage.locale.get()) ?? browserLocale())
  await showNotice(PREFIX + ask.id, {
    title: asks.noticeTitle(ask.from.name, ask.slot_name),
    says: asks.noticeSays(time.minutes(ask.minutes)),
    buttons: [asks.answers.now, asks.answers.soon],
  })
}
