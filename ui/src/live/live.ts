import type { AskView } from '@taxi/contract/asks.ts'
import { type Client, Refused } from '@taxi/contract/client.ts'
import type { DumpView } from '@taxi/contract/dumps.ts'
import { BOARD_EPOCH_HEADER, BOARD_VERSION_HEADER, type LiveEvents } from '@taxi/contract/live.ts'
import type { Profile } from '@taxi/contract/people.ts'
import type { MyQueue } from '@taxi/contract/queue.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { TemplateView } from '@taxi/contract/templates.ts'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { applyList, applyUpdate, type Board, isOfAnother } from './board.ts'
import { createBookingNews } from './booking-news.ts'
import { type Line, type LineOptions, type LineState, openLine } from './line.ts'
import { withAsk } from './own-asks.ts'
import { openOnes, withDump, withSession } from './own-sessions.ts'

export interface LiveState {
  line: LineState
  /** What is shown came from the server in this window's life, not from the cache. */
  loaded: boolean
  slots: SlotView[]
  sessions: SessionView[]
  /** What the person waits for, and the turns held for them. */
  queue: MyQueue
  /** Polite requests to and from the person: open ones, and theirs answered a moment ago. */
  asks: AskView[]
  templates: TemplateView[]
  me: Profile | null
  /** Why the last load failed; null when it did not. */
  trouble: unknown
  /** When the server last confirmed what is shown; null: never. */
  asOf: string | null
}
/** What is worth showing before the server has answered. Holds no secret. */
export type Remembered = Pick<LiveState, 'slots' | 'sessions' | 'templates' | 'me' | 'asOf'>

export interface LiveOptions {
  client: Client
  signIn: Pick<LineOptions, 'token' | 'renew'>
  remembered?: Remembered | null
  remember?: (state: Remembered) => void
  rememberedQueue?: MyQueue | null
  rememberQueue?: (queue: MyQueue) => void
  rememberedAsks?: AskView[] | null
  rememberAsks?: (asks: AskView[]) => void
  onSignedOut: () => void
  onNotice?: (notice: LiveEvents['notification']) => void
  /** Something administrators should look at now. */
  onAlert?: (alert: LiveEvents['system.alert']) => void
  /** A session of the person's own that ran a moment ago is over. */
  onEnded?: (session: SessionView) => void
  /** A request of the person's own was answered, or nobody answered it. */
  onAnswered?: (ask: AskView) => void
  openLine?: (options: LineOptions) => Line
}
export type Live = ReturnType<typeof createLive>

/** Loaded sessions beyond these are history; the cache need not hold it. */
const REMEMBERED_SESSIONS = 6
const RELOAD_AFTER_MS = 5_000

/** The one object that knows the board: loads it, keeps it true by live events, and says how far it can be trusted. */
export function createLive(options: LiveOptions) {
  const [state, setState] = createStore<LiveState>({
    line: 'connecting',
    loaded: false,
    slots: (options.remembered?.slots ?? []).filter(isOfToday),
    sessions: options.remembered?.sessions ?? [],
    queue: options.rememberedQueue ?? { places: [], offers: [] },
    asks: options.rememberedAsks ?? [],
    templates: options.remembered?.templates ?? [],
    me: options.remembered?.me ?? null,
    trouble: null,
    asOf: options.remembered?.asOf ?? null,
  })
  const bookings = createBookingNews()
  let board: Board = { epoch: null, version: -1, slots: state.slots }
  let greeted = -1
  let loading: Promise<void> | null = null
  let stale = false
  let closed = false
  let again: ReturnType<typeof setTimeout> | undefined

  /** Loads everything again; calls that come meanwhile are answered by one more load. */
  function reload(): Promise<void> {
    clearTimeout(again)
    stale = true
    loading ??= loadWhileStale()
    return loading
  }

  async function loadWhileStale() {
    while (stale && !closed) {
      stale = false
      await loadOnce().catch(loadFailed)
    }
    loading = null
  }

  async function loadOnce() {
    const [slots, sessions, queue, { asks }, templates, me] = await Promise.all([
      options.client.callWithHeaders('slots'),
      options.client.call('sessions'),
      options.client.call('myQueue'),
      options.client.call('asks'),
      options.client.call('templates'),
      options.client.call('profile'),
    ])
    setState({ me, loaded: true, trouble: null })
    setState('templates', reconcile(templates, { key: 'id' }))
    const version = Number(slots.headers.get(BOARD_VERSION_HEADER) ?? board.version)
    const list = { epoch: slots.headers.get(BOARD_EPOCH_HEADER), version, slots: slots.reply }
    if (isOfAnother(board, list)) again = setTimeout(reload, RELOAD_AFTER_MS)
    board = applyList(board, list, greeted)
    show(board.slots, sessions)
    showQueue(queue)
    showAsks(asks)
  }

  function loadFailed(error: unknown) {
    if (closed) return
    if (error instanceof Refused && error.status === 401) return options.onSignedOut()
    if (error instanceof Refused && error.code === 'server.unreachable') setState('line', 'offline')
    setState('trouble', error)
    again = setTimeout(reload, RELOAD_AFTER_MS)
  }

  function show(slots: readonly SlotView[], sessions: readonly SessionView[]) {
    setState('slots', reconcile([...slots], { key: 'id' }))
    setState('sessions', reconcile([...sessions], { key: 'id' }))
    setState('asOf', new Date().toISOString())
    const { slots: rawSlots, sessions: rawSessions, templates, me, asOf } = unwrap(state)
    options.remember?.({ slots: rawSlots, sessions: rawSessions.slice(0, REMEMBERED_SESSIONS), templates, me, asOf })
  }

  function showQueue(queue: MyQueue) {
    setState('queue', 'places', reconcile(queue.places, { key: 'id' }))
    setState('queue', 'offers', reconcile(queue.offers, { key: 'id' }))
    options.rememberQueue?.(queue)
  }

  function showAsks(asks: readonly AskView[]) {
    setState('asks', reconcile([...asks], { key: 'id' }))
    options.rememberAsks?.(unwrap(state).asks)
  }

  function onHello(hello: LiveEvents['hello']) {
    // Versions of another epoch mean nothing here; the very first hello only names the epoch.
    const otherLife = board.epoch !== null && board.epoch !== hello.epoch
    board = { ...board, epoch: hello.epoch, version: otherLife ? -1 : board.version }
    greeted = hello.version
    if (board.version !== hello.version) void reload()
    bookings.tell(null)
  }

  function onSlot(update: LiveEvents['slot.update']) {
    const next = applyUpdate(board, update)
    if (next === 'hole') return void reload()
    if (next === board) return
    board = next
    show(next.slots, state.sessions)
    // A load under way may have been answered before this change.
    if (loading) stale = true
  }

  function onSession({ session }: LiveEvents['session.update']) {
    const wasRunning = openOnes(state.sessions).some(open => open.id === session.id)
    show(state.slots, withSession(state.sessions, session))
    if (loading) stale = true
    if (wasRunning && session.ended_at) options.onEnded?.(session)
  }

  function noteDump(dump: DumpView) {
    show(state.slots, withDump(state.sessions, dump))
    if (loading) stale = true
  }

  function onQueue(queue: MyQueue) {
    showQueue(queue)
    if (loading) stale = true
  }

  function onOffer({ offer, slot_id }: LiveEvents['offer.update']) {
    const others = unwrap(state).queue.offers.filter(other => other.slot_id !== slot_id)
    onQueue({ places: unwrap(state).queue.places, offers: offer ? [...others, offer] : others })
  }

  function onAsk({ ask }: LiveEvents['ask.update']) {
    const wasOpen = state.asks.some(other => other.id === ask.id && other.state === 'open')
    showAsks(withAsk(unwrap(state).asks, ask))
    if (loading) stale = true
    if (wasOpen && ask.from.mine && ask.state !== 'open') options.onAnswered?.(ask)
  }

  const line = (options.openLine ?? openLine)({
    base: options.client.base,
    ...options.signIn,
    onState: lineState => {
      const back = lineState === 'online' && state.line !== 'online' && state.line !== 'connecting'
      setState('line', lineState)
      if (back) void reload()
    },
    onSignedOut: options.onSignedOut,
    on: {
      hello: onHello,
      'slot.update': onSlot,
      'session.update': onSession,
      'dump.update': ({ dump }) => noteDump(dump),
      'queue.update': onQueue,
      'offer.update': onOffer,
      'ask.update': onAsk,
      'booking.update': ({ booking }) => bookings.tell(booking),
      notification: notice => options.onNotice?.(notice),
      'system.alert': alert => options.onAlert?.(alert),
    },
  })
  void reload()

  return {
    state,
    /** Bookings are not kept here: whoever shows some hears of them. */
    bookings,
    reload,
    /** Takes in what a command answered, ahead of the live event. */
    note: (session: SessionView) => show(state.slots, withSession(state.sessions, session)),
    noteDump,
    noteAsk: (ask: AskView) => showAsks(withAsk(unwrap(state).asks, ask)),
    changeMe: (me: Profile) => setState('me', me),
    retry() {
      line.retry()
      return reload()
    },
    close() {
      closed = true
      clearTimeout(again)
      line.close()
    },
  }
}

/** A list kept by an older version of ourselves may lack what is shown now. */
const isOfToday = (slot: Partial<SlotView>) => slot.may?.ask !== undefined
