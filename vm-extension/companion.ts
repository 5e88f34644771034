import { JoinTicket } from '@taxi/contract/companion.ts'
import type { SlotQuota } from '@taxi/contract/slots.ts'
import { browser } from 'wxt/browser'
import { createLine } from './boot/line.ts'
import { keepTicket, whoAmI } from './boot/who-am-i.ts'
import { openFirstPage } from './browser/first-page.ts'
import { heardIn, hearStream } from './browser/hear-stream.ts'
import { keptSignIns } from './browser/kept-sign-ins.ts'
import { anyPageShows, pageInTab } from './browser/pages.ts'
import { probeSignIn } from './browser/probe-sign-in.ts'
import { seatHome } from './browser/seat-home.ts'
import { seeSignIn } from './browser/see-sign-in.ts'
import { healStartPage } from './browser/start-page.ts'
import { watchBrowser } from './browser/watch.ts'
import { createCommands } from './commands.ts'
import { standGuard } from './guards/stand-guard.ts'
import { serviceAt, serviceNamed, services } from './services/services.ts'
import { createActivity } from './session/activity.ts'
import { driftMessage } from './session/drift.ts'
import { exportChat } from './session/export-chat.ts'
import { createJournal } from './session/journal.ts'
import { createKeeper } from './session/keeper.ts'
import { createRenewal } from './session/renewal.ts'
import { type ChatKey, chatKey, type Session } from './session/session.ts'
import { watchSignIns } from './session/sign-in-watch.ts'
import { createUpload } from './session/upload.ts'

/** By then a service has given a new chat its id. */
const FIND_PLACE_MS = 2_000

/** Everything the companion is made of, put together; `join` and `status` are for the machine's driver. */
export function startCompanion() {
  let serverUrl: string | null = null
  const keeper = createKeeper()
  const upload = createUpload(
    () => serverUrl,
    () => line.sayHello(),
  )
  const journal = createJournal({
    session: keeper.current,
    change: keeper.change,
    async exportChat(session, key, last) {
      const { quotas, ...exported } = await exportChat(upload, session, key, last, drift =>
        line.tell(driftMessage(drift, session.id)),
      )
      tellQuotas(session, key, quotas)
      return exported
    },
    growing: key => activity.growing(key),
    stillGrowing,
    now: Date.now,
    setTimer: (work, ms) => setTimeout(work, ms),
    clearTimer: timer => clearTimeout(timer as number),
  })
  const activity = createActivity({
    session: keeper.current,
    set: keeper.set,
    serviceAt,
    tell: message => void line.tell(message),
    changed: journal.wake,
    unplaced: tab => setTimeout(() => void findPlace(tab), FIND_PLACE_MS),
    now: () => new Date(),
  })
  const signIns = watchSignIns({
    ...keptSignIns,
    canAsk: name => serviceNamed(name)?.signIn !== undefined,
    ask: async name => {
      const service = serviceNamed(name)
      return service?.signIn ? probeSignIn(service.signIn) : 'unclear'
    },
    see: async name => {
      const home = await seatHome()
      const service = serviceNamed(name)
      return service && home ? seeSignIn(service, new URL(home.start_url)) : 'unclear'
    },
    tell: message => void line.tell(message),
    now: Date.now,
  })
  const renewal = createRenewal({
    look: () => browser.runtime.requestUpdateCheck(),
    reload: () => browser.runtime.reload(),
    isFree: () => keeper.ready.then(() => keeper.current() === null),
    setTimer: (work, ms) => setTimeout(work, ms),
  })
  browser.runtime.onUpdateAvailable.addListener(renewal.fetched)
  const line = createLine({
    hello: ({ vm_id }) => ({
      t: 'hello',
      version: browser.runtime.getManifest().version,
      vm_id,
      session_id: keeper.current()?.id ?? null,
    }),
    answer: createCommands({
      keeper,
      journal,
      watch: () => watch,
      forget: () => activity.forget(),
      signIns,
      renewal,
      beforeFinish: () => Promise.all(Object.keys(keeper.current()?.unplaced ?? {}).map(tab => findPlace(Number(tab)))),
    }),
    up: () => {
      const session = keeper.current()
      void seatHome().then(home => home && healStartPage(home.service, home.start_url))
      for (const chat of Object.values(session?.touched ?? {}))
        line.tell({ t: 'touched', session_id: session?.id ?? '', chat })
      void tellGeneratingAgain()
      void signIns.tellAll()
    },
  })
  const guard = standGuard({ sessionId: () => keeper.current()?.id ?? null, tell: message => line.tell(message) })
  const watch = watchBrowser(keeper, activity, guard.met, listen)
  // Changing the rules drops what is being loaded: pages and the line come after.
  const standing = guard
    .stand()
    .then(openFirstPage)
    .catch(() => undefined)

  /** A new chat has an address only after its first answer; the page knows its id before. */
  async function findPlace(tab: number): Promise<void> {
    const session = keeper.current()
    if (!session?.unplaced[tab]) return
    const home = new URL(session.start_url)
    const address = (await browser.tabs.get(tab).catch(() => null))?.url ?? ''
    const service = URL.canParse(address) ? serviceAt(new URL(address), home) : null
    const page = service && (await pageInTab(service, home, tab))
    if (!service || !page) return
    const id = service.unnamed?.at(new URL(address))
      ? await heardIn(tab)
      : await page.shown(service.name, false).then(
          shown => shown.chat_id,
          () => null,
        )
    if (id) activity.visited(tab, service.addressOf(id, home), '')
  }

  /** A temporary chat has an id too, and is asked for by it; its page never shows it. */
  function listen(tab: number, address: string): void {
    const session = keeper.current()
    const service = session && serviceAt(new URL(address), new URL(session.start_url))
    if (service?.unnamed?.at(new URL(address))) void hearStream(tab, service.unnamed)
  }

  /**
   * The line was down: what began or ended meanwhile was not heard. A worker that has just started knows of nothing yet;
   * as long as a page shows that an answer is being written, its silence is not an end.
   */
  async function tellGeneratingAgain(): Promise<void> {
    if (activity.answeringTabs().length === 0 && (await stillGrowing(keeper.current()))) return
    activity.tellAgain()
  }

  async function stillGrowing(session: Session | null): Promise<boolean> {
    if (!session) return false
    const home = new URL(session.start_url)
    const shows = services.map(service => anyPageShows(service, home, service.answering))
    return (await Promise.all(shows)).includes(true)
  }

  /** What the browser told while the worker was stopped nobody heard: chats that stand open are still met. */
  async function catchUp(): Promise<void> {
    const session = keeper.current()
    if (!session) return
    const home = new URL(session.start_url)
    for (const { id, url = '', title = '' } of await browser.tabs.query({})) {
      const service = URL.canParse(url) ? serviceAt(new URL(url), home) : null
      const chat = service?.chatAt(new URL(url))
      if (id === undefined || !service || !chat || session.touched[chatKey(service.name, chat)]) continue
      activity.visited(id, url, title)
    }
    await watch.openPages()
  }

  function tellQuotas(session: Session, key: ChatKey, quotas: SlotQuota[]): void {
    const service = session.touched[key]?.service
    if (!service || quotas.length === 0) return
    line.tell({ t: 'quotas', session_id: session.id, service, quotas, at: new Date().toISOString() })
  }

  function hold(ticket: JoinTicket): void {
    serverUrl = ticket.server_url
    line.hold(ticket)
  }

  return {
    /** Takes up the line as soon as it is known who this machine is; goes on with exports that were left. */
    async boot(): Promise<void> {
      await keeper.ready
      await standing
      await catchUp()
      journal.wake()
      const ticket = await whoAmI()
      if (ticket) hold(ticket)
      await Promise.all([guard.look(), signIns.check()])
    },
    async join(given: unknown): Promise<{ vm_id: string }> {
      const ticket = JoinTicket.parse(given)
      await keeper.ready
      await standing
      await keepTicket(ticket)
      hold(ticket)
      return { vm_id: ticket.vm_id }
    },
    status: () => ({
      ...line.status(),
      version: browser.runtime.getManifest().version,
      session_id: keeper.current()?.id ?? null,
      touched: Object.keys(keeper.current()?.touched ?? {}).length,
    }),
  }
}
