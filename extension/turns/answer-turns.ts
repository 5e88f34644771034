import { troubleOf } from '@taxi/ui/words/refusal-text.ts'
import { browserLocale, wordsOf } from '@taxi/ui/words/words.tsx'
import browser from 'webextension-polyfill'
import { createApi } from '../api.ts'
import { storage } from '../storage.ts'
import { turnOf } from './tell-turns.ts'

const TAKE = 0

/** What is pressed on a notification is done at once: taken and its desk opened, or passed on. */
export function answerTurns(): void {
  // Firefox has no buttons there, and no event for them.
  if (!import.meta.env.FIREFOX)
    browser.notifications.onButtonClicked.addListener((id, button) => {
      const turn = turnOf(id)
      if (turn) void (button === TAKE ? take(turn) : pass(turn)).catch(sayWhyNot)
    })
  browser.notifications.onClicked.addListener(id => {
    if (turnOf(id)) void showBoard()
  })
}

async function take(turn: string) {
  const { client } = await api()
  const { guacamole_url } = await client.call('takeOffer', { params: { id: turn }, idempotencyKey: `take-${turn}` })
  await browser.tabs.create({ url: guacamole_url })
}

async function pass(turn: string) {
  const { client } = await api()
  await client.call('passOffer', { params: { id: turn }, idempotencyKey: `pass-${turn}` })
}

/** The popup has all three answers. Not every browser opens it from here: the portal has them too. */
async function showBoard() {
  const base = await storage.server.get()
  await browser.action.openPopup().catch(() => browser.tabs.create({ url: `${base ?? ''}/app/` }))
}

async function sayWhyNot(error: unknown) {
  const locale = await language()
  const words = wordsOf(locale)
  await browser.notifications.create({
    type: 'basic',
    iconUrl: browser.runtime.getURL('icon/128.png'),
    title: words.queue.failed,
    message: troubleOf(error, words, locale).text,
  })
}

async function api() {
  const locale = await language()
  return createApi((await storage.server.get()) ?? '', () => locale)
}

const language = async () => (await storage.locale.get()) ?? browserLocale()
