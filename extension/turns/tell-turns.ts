import type { OfferView } from '@taxi/contract/queue.ts'
import { secondsLeft } from '@taxi/ui/queue/open-turns.ts'
import { browserLocale, wordsOf } from '@taxi/ui/words/words.tsx'
import browser from 'webextension-polyfill'
import { storage } from '../storage.ts'
import { showNotice } from './notice.ts'
import { turnChanges } from './turn-changes.ts'

const PREFIX = 'turn:'

/** The turn a notification is about; null when it is about something else. */
export const turnOf = (notificationId: string): string | null =>
  notificationId.startsWith(PREFIX) ? notificationId.slice(PREFIX.length) : null

/** Desktop notifications as the turns stand now: new ones shown, those that are over taken away. */
export async function tellTurns(): Promise<void> {
  const [queue, told, tokens] = await Promise.all([storage.queue.get(), storage.told.get(), storage.tokens.get()])
  const changes = turnChanges(tokens ? (queue?.offers ?? []) : [], told ?? [], new Date())
  if (changes.tell.length === 0 && changes.over.length === 0) return
  // Noted first: shown twice is worse than what a crash in between could cost, the badge is there all the same.
  await storage.told.set(changes.told.length > 0 ? changes.told : null)
  await Promise.all([...changes.tell.map(show), ...changes.over.map(id => browser.notifications.clear(PREFIX + id))])
}

async function show(turn: OfferView) {
  const { queue: words } = wordsOf((await storage.locale.get()) ?? browserLocale())
  await showNotice(PREFIX + turn.id, {
    title: words.noticeTitle(turn.slot_name),
    says: words.noticeSays(secondsLeft(turn, new Date())),
    buttons: [words.take, words.pass],
  })
}
