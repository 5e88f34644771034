import type { AskAnswer } from '@taxi/contract/asks.ts'
import { troubleOf } from '@taxi/ui/words/refusal-text.ts'
import { browserLocale, wordsOf } from '@taxi/ui/words/words.tsx'
import browser from 'webextension-polyfill'
import { createApi } from '../api.ts'
import { storage } from '../storage.ts'
import { askOf } from './tell-asks.ts'
import { turnOf } from './tell-turns.ts'

const FIRST = 0

/** What is pressed on a notification is done at once: a turn taken or passed on, a request answered. */
export function answerNotices(): void {
  // Firefox has no buttons there, and no event for them.
  if (!import.meta.env.FIREFOX)
    browser.notifications.onButtonClicked.addListener((id, button) => {
      const [turn, ask] = [turnOf(id), askOf(id)]
      if (turn) void (button === FIRST ? take(turn) : pass(turn)).catch(sayWhyNot('queue'))
      if (ask) void answer(ask, button === FIRST ? 'now' : 'soon').catch(sayWhyNot('asks'))
    })
  browser.notifications.onClicked.addListener(id => {
    if (turnOf(id) || askOf(id)) void showBoard()
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

async function answer(ask: string, answer: AskAnswer) {
  const { client } = await api()
  await client.call('answerAsk', { params: { id: ask }, body: { answer }, idempotencyKey: `${answer}-${ask}` })
}

/** The popup has all the answers. Not every browser opens it from here: the portal has them too. */
async function showBoard() {
  const base = await storage.server.get()
  await browser.action.openPopup().catch(() => browser.tabs.create({ url: `${base ?? ''}/app/` }))
}

const sayWhyNot = (about: 'queue' | 'asks') => async (error: unknown) => {
  const locale = await language()
  const words = wordsOf(locale)
  const { text, next } = troubleOf(error, words, locale)
  await browser.notifications.create({
    type: 'basic',
    iconUrl: browser.runtime.getURL('icon/128.png'),
    title: words[about].failed,
    message: next ? `${text} ${next}` : text,
  })
}

async function api() {
  const locale = await language()
  return createApi((await storage.server.get()) ?? '', () => locale)
}

const language = async () => (await storage.locale.get()) ?? browserLocale()
