import type { Pages } from '../browser/pages.ts'
import { anyPage } from '../services/any-page.ts'
import { confirmed } from '../services/confirm.ts'
import { foundOnPage } from '../services/from-page.ts'
import { madeSince } from '../services/made-since.ts'
import { ChatGone, type Page, SignedOut } from '../services/page.ts'
import { type Reading, readingOf } from '../services/reading.ts'
import type { ChatRef, Found, Service } from '../services/service.ts'
import type { Shown } from '../services/shown.ts'
import { type Drift, driftOf } from './drift.ts'

/**
 * One chat as well as it can be had: from the API, held against what the page shows of it; from the page when the API
 * does not answer. While the person works (`last` false) no page is moved: it is read as it stands.
 */
export async function readChat(
  service: Service,
  chat: ChatRef,
  pages: Pages,
  last: boolean,
  drifted: (drift: Drift) => void = () => undefined,
): Promise<Reading> {
  let failed: unknown = null
  try {
    if (service.readByApi) {
      const page = await pages.any()
      const found = madeSince(await service.readByApi(chat, page), service, chat)
      const seen = last && lacksDocuments(found) ? ((await pages.showing(true)) ?? page) : page
      return fromApi(service, chat, found, await glance(service, chat, seen, last && lacksDocuments(found)))
    }
  } catch (error) {
    if (error instanceof ChatGone) throw error
    failed = error
    const drift = driftOf(service.name, error)
    if (drift) drifted(drift)
  }
  const why = failed === null ? null : reason(failed)
  const notes = why === null ? [] : [`the API could not be used: ${why}`]
  return fromPage(service, chat, pages, last).then(
    found => readingOf(found, chat, { service: service.name, source: 'page', notes }, new Date()),
    async error => {
      const both = why === null ? reason(error) : `neither API nor page could be read: ${why}; ${reason(error)}`
      // Signed out, the page asks to sign in.
      const lost = !last || failed instanceof SignedOut || !(error instanceof NotRecognised)
      const kept = lost ? null : await asAnyPage(service, chat, pages)
      if (!kept) throw new Error(both)
      drifted({ service: service.name, what: both })
      const incomplete = `kept as the page looked: ${both}`
      return readingOf(kept, chat, { service: service.name, source: 'page', notes, incomplete }, new Date())
    },
  )
}

/** The page shows the chat, but the reader finds nothing in it that it knows. */
class NotRecognised extends Error {}

/**
 * The chat's page as one text, when its own reader no longer knows it. Not as the browser saves it: beside the chat
 * stand other people's.
 */
async function asAnyPage(service: Service, chat: ChatRef, pages: Pages): Promise<Found | null> {
  const page = await pages.showing(true)
  if (!page || service.chatAt(new URL(page.url)) !== chat.id) return null
  const shown = await page.shown(anyPage.name, true).catch(() => null)
  return shown && shown.turns.length > 0 ? foundOnPage(shown) : null
}

function fromApi(service: Service, chat: ChatRef, told: Found, shown: Shown | null): Reading {
  const { found, source, incomplete } = confirmed(told, shown)
  const quotas = [...(found.quotas ?? []), ...(shown?.quotas ?? [])]
  return readingOf({ ...found, quotas }, chat, { service: service.name, source, incomplete }, new Date())
}

/** Are there documents that only the page can open? */
const lacksDocuments = ({ documents = 0, artifacts = [] }: Found) => artifacts.length < documents

/** What the page happens to show, when it shows this chat. That it cannot be read is no reason to doubt the API. */
async function glance(service: Service, chat: ChatRef, page: Page, whole: boolean): Promise<Shown | null> {
  if (service.chatAt(new URL(page.url)) !== chat.id) return null
  const shown = await page.shown(service.name, whole).catch(() => null)
  return shown?.chat_id === chat.id ? shown : null
}

async function fromPage(service: Service, chat: ChatRef, pages: Pages, last: boolean): Promise<Found> {
  const page = await pages.showing(last)
  if (!page) throw new Error('no page shows the chat')
  const shown = await page.shown(service.name, last).catch(error => {
    throw new NotRecognised(reason(error))
  })
  if (shown.chat_id !== chat.id) throw new Error('the page shows another chat')
  if (shown.turns.length === 0 && shown.assets.length === 0) throw new NotRecognised('the page shows no messages')
  const found = service.readShown ? await service.readShown(shown, chat, page) : foundOnPage(shown)
  return madeSince(found, service, chat)
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300)
