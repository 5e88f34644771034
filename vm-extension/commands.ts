import type { CompanionResults } from '@taxi/contract/companion.ts'
import { browser } from 'wxt/browser'
import type { Command } from './boot/line.ts'
import { keepCookies } from './browser/cookies.ts'
import { settledDownloads } from './browser/downloads.ts'
import { keepSeatHome, seatHome } from './browser/seat-home.ts'
import { showStartPage } from './browser/start-page.ts'
import { openTabs } from './browser/tabs.ts'
import { visitsSince } from './browser/visits.ts'
import type { Watch } from './browser/watch.ts'
import { serviceAt, serviceNamed } from './services/services.ts'
import type { Journal } from './session/journal.ts'
import type { Keeper } from './session/keeper.ts'
import type { Renewal } from './session/renewal.ts'
import { begun, chatKey, type Session } from './session/session.ts'
import type { SignInWatch } from './session/sign-in-watch.ts'

export interface CommandParts {
  keeper: Keeper
  journal: Journal
  watch: () => Watch
  /** Another session begins in this very browser. */
  forget: () => void
  signIns: Pick<SignInWatch, 'services' | 'check'>
  renewal: Pick<Renewal, 'ask'>
  /** Finds what can still be found before the last export. */
  beforeFinish: () => Promise<unknown>
}

/** Does what the server asks, one function per command. */
export function createCommands({ keeper, journal, watch, forget, signIns, renewal, beforeFinish }: CommandParts) {
  const commands: {
    [T in Command['t']]: (command: Extract<Command, { t: T }>) => Promise<CompanionResults[T]>
  } = {
    async begin(command) {
      const goesOn = await keeper.goesOn(command.session_id)
      const session = begun(keeper.current(), command, await openChats(command.start_url), Date.now())
      if (keeper.current()?.id !== session.id) forget()
      keeper.set(session)
      await keepSeatHome({ service: session.service, start_url: session.start_url })
      await watch().openPages()
      // Not in front of somebody at work because the line was down for a moment. And the person may come in while the
      // page is still loading.
      if (!goesOn && !command.keep_tabs) void showStartPage(session.service, session.start_url).catch(() => undefined)
      journal.wake()
      return { ready: true }
    },

    async services({ services }) {
      void signIns.services(services).catch(() => undefined)
      return {}
    },

    tabs: async () => ({ tabs: await openTabs() }),

    async finish({ session_id, deadline_ms }) {
      const session = keeper.current()
      if (session?.id !== session_id) throw new Error('this session is not known here')
      const since = new Date(session.since)
      const until = Date.now() + deadline_ms
      // Before the export opens pages of its own.
      const history = await visitsSince(since)
      const [downloads, chats] = await Promise.all([
        settledDownloads(since, until),
        beforeFinish().then(() => journal.finish(deadline_ms)),
      ])
      return { chats, history, downloads }
    },

    async keep_cookies() {
      const home = await seatHome()
      if (!home) return { kept: 0 }
      const url = new URL(home.start_url)
      return { kept: await keepCookies(serviceNamed(home.service)?.signInHosts(url) ?? [url.hostname]) }
    },

    async end({ session_id }) {
      if (keeper.current()?.id === session_id) keeper.set(null)
      void signIns.check(true).catch(() => undefined)
      return {}
    },

    async open({ url }) {
      if (!/^https?:/.test(url)) throw new Error('only web addresses can be opened')
      await browser.tabs.create({ url })
      return {}
    },

    update: () => renewal.ask(),
  }

  return async (command: Command): Promise<unknown> => {
    await keeper.ready
    const run = commands[command.t] as (command: Command) => Promise<unknown>
    return run(command)
  }
}

/** Chats that stand open at the beginning are earlier people's. */
async function openChats(startUrl: string): Promise<Session['strangers']> {
  const home = new URL(startUrl)
  const open: Session['strangers'] = {}
  for (const { id, url } of await browser.tabs.query({})) {
    const service = url && URL.canParse(url) ? serviceAt(new URL(url), home) : null
    const chat = url && service?.chatAt(new URL(url))
    if (id !== undefined && service && chat) open[id] = chatKey(service.name, chat)
  }
  return open
}
