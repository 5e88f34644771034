import type { AskAnswer, AskView } from '@taxi/contract/asks.ts'
import { type Client, createClient, Refused } from '@taxi/contract/client.ts'
import type { PicturePreset } from '@taxi/contract/picture-preset.ts'
import type { Size } from '@taxi/contract/screen-size.ts'
import type { DeskEntered, SessionView } from '@taxi/contract/sessions.ts'
import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import { openLine } from '@taxi/ui/live/line.ts'
import { browserLocale } from '@taxi/ui/words/words.tsx'
import { createStore, reconcile } from 'solid-js/store'
import type { Way } from './desk-tunnel.ts'
import {
  afterRefusal,
  afterTunnel,
  backOff,
  type Ending,
  isElsewhere,
  isEndReason,
  type Next,
  type Trouble,
} from './ending.ts'
import { isAway, keepToken } from './keep-token.ts'
import type { PictureEvents } from './picture.ts'
import { forgetWay, rememberedWay, rememberWay, takeAddress } from './way-in.ts'

export interface DeskState {
  /** `connecting`: no picture yet. `away`: there was one, and the line is being mended. */
  stage: 'connecting' | 'live' | 'away' | 'ended'
  /** Why there is no picture, once a try has failed. */
  trouble: Trouble | null
  /** The line has been silent for a moment. */
  unstable: boolean
  /** Tries that failed in a row. */
  tries: number
  ending: Ending | null
  session: SessionView | null
  /** Somebody asks for the slot and waits for an answer. */
  ask: AskView | null
  /** The phase under way, as the tunnel tells it. */
  phase: string | null
  readOnly: boolean
  locale: Locale
  theme: Theme
}

export type Desk = ReturnType<typeof createDesk>
/** Opens a tunnel with this pass; whatever was open before is closed. */
export type OpenTunnel = (way: Way, events: PictureEvents) => void

interface DeskEvents extends Pick<PictureEvents, 'touched' | 'copied' | 'roundTrip' | 'shown'> {
  /** How the picture is wished for, whenever a tunnel is opened. */
  preset(): PicturePreset
}

/** One desk page: its way in, its tunnel and coming back, its session's news. Says what is; shows nothing. */
export function createDesk(openTunnel: OpenTunnel, events: DeskEvents) {
  const address = takeAddress()
  const { sessionId } = address
  const kept = rememberedWay(sessionId)
  let listening = false
  let again = 0
  let lap = 0
  const [state, setState] = createStore<DeskState>({
    stage: 'connecting',
    trouble: null,
    unstable: false,
    tries: 0,
    ending: null,
    session: null,
    ask: null,
    phase: null,
    readOnly: kept?.readOnly ?? false,
    locale: kept?.locale ?? browserLocale(),
    theme: kept?.theme ?? 'system',
  })
  const client: Client = createClient({
    base: location.origin,
    token: () => token.now(),
    locale: () => state.locale,
  })
  const token = keepToken(
    () => client,
    sessionId,
    kept?.token ?? null,
    fresh => {
      rememberWay(sessionId, { token: fresh, locale: state.locale, theme: state.theme, readOnly: state.readOnly })
    },
  )

  /** The first entry: with the pass of the address, or as this tab did before. */
  async function enter(): Promise<void> {
    const pass = address.pass
    address.pass = null
    try {
      if (pass) return entered(await client.call('enterDesk', { body: { session_id: sessionId, pass } }))
    } catch (error) {
      // A spent pass in a tab that is already in: somebody went back, or reloaded an old address.
      if (!(token.now() && error instanceof Refused && error.code === 'desk.pass-spent')) {
        if (isAway(error)) address.pass = pass
        return refused(error)
      }
    }
    if (!token.now()) return end(pass ? 'pass_spent' : 'no_session')
    await comeIn()
  }

  function entered(given: DeskEntered): void {
    setState({ readOnly: given.read_only, locale: given.locale, theme: given.theme })
    token.take(given.token)
    take(given.session)
    listen()
    if (given.in_use) end('in_use')
    else connect(given.tunnel_pass)
  }

  /** With a token already: a fresh pass for the tunnel, and the session if it is not known. */
  async function comeIn(takeOver = false): Promise<void> {
    try {
      const { tunnel_pass } = await client.call('tunnelPass', {
        params: { id: sessionId },
        body: { take_over: takeOver },
      })
      if (!state.session) take(await client.call('session', { params: { id: sessionId } }))
      token.take(token.now() ?? '')
      listen()
      if (state.stage !== 'ended') connect(tunnel_pass)
    } catch (error) {
      await refused(error)
    }
  }

  function connect(pass: string): void {
    const mine = ++lap
    const current =
      <A extends unknown[]>(hear: (...args: A) => void) =>
      (...args: A) => {
        if (mine === lap && state.stage !== 'ended') hear(...args)
      }
    openTunnel(
      { sessionId, pass, readOnly: state.readOnly, preset: events.preset() },
      {
        ...events,
        roundTrip: current(events.roundTrip),
        phase: current(phase => setState({ phase })),
        unstable: current(unstable => setState({ unstable })),
        shown: current(() => {
          setState({ stage: 'live', trouble: null, unstable: false, tries: 0, phase: null })
          events.shown()
        }),
        closed: current(closing => follow(afterTunnel(closing))),
      },
    )
  }

  /** The same desk through a new tunnel, for another picture; the old one stays until there is a pass. */
  async function renew(): Promise<void> {
    if (state.stage !== 'live') return
    const given = await client.call('tunnelPass', { params: { id: sessionId } }).catch(() => null)
    // Otherwise the old picture is as good as any, and its own end is heard of.
    if (given && state.stage === 'live') connect(given.tunnel_pass)
  }

  async function refused(error: unknown): Promise<void> {
    if (!(error instanceof Refused)) throw error
    const next = afterRefusal(error.code)
    if (next.do !== 'ask') return follow(next)
    await learnEnd()
  }

  /** The session has ended, elsewhere: how? */
  async function learnEnd(): Promise<void> {
    const session = await client.call('session', { params: { id: sessionId } }).catch(() => null)
    if (session) take(session)
    if (state.stage !== 'ended') end('ended')
  }

  function follow(next: Next): void {
    if (next.do === 'end') {
      end(next.how)
      return
    }
    const waitMs = backOff(state.tries)
    setState({
      stage: state.stage === 'connecting' ? 'connecting' : 'away',
      trouble: next.why,
      unstable: false,
      tries: state.tries + 1,
    })
    clearTimeout(again)
    again = window.setTimeout(retry, waitMs)
  }

  /** At once, instead of after the pause. */
  function retry(): void {
    clearTimeout(again)
    if (state.stage === 'ended') return
    void (token.now() ? comeIn() : enter())
  }

  function end(ending: Ending): void {
    if (state.stage === 'ended') return
    clearTimeout(again)
    setState({ stage: 'ended', ending, unstable: false })
    if (isElsewhere(ending)) return
    token.stop()
    forgetWay(sessionId)
    // How it ended and where the dump is: the last news comes over the line, which stays.
    if (isEndReason(ending) && !state.session?.ended_at) void learnEnd()
  }

  function take(session: SessionView): void {
    setState('session', reconcile(session))
    if (session.end_reason) end(session.end_reason)
  }

  function listen(): void {
    if (listening) return
    listening = true
    openLine({
      base: location.origin,
      token: async () => token.now(),
      renew: async () => token.now() !== null && state.stage !== 'ended',
      onState: () => {},
      onSignedOut: () => {},
      on: {
        'session.update': ({ session }) => take(session),
        'dump.update': ({ dump }) => setState('session', 'dump', dump),
        'ask.update': ({ ask }) => hearAsk(ask),
      },
    })
    // One that was made before this page was open; news of it is worth more than a failure to ask.
    void client.call('deskAsk', { params: { id: sessionId } }).then(
      ({ ask }) => ask && hearAsk(ask),
      () => {},
    )
  }

  function hearAsk(ask: AskView): void {
    setState('ask', ask.to.mine && ask.state === 'open' ? ask : null)
  }

  return {
    state,
    client,
    sessionId,
    /** For what the client cannot do: an upload that tells how far it is. */
    token: () => token.now(),
    enter,
    retry,
    renew,
    /** Wishes for a screen of this size; a machine that cannot keeps its own, and the picture is scaled. */
    resizeScreen(size: Size) {
      if (state.stage !== 'live' || state.readOnly) return
      void client.call('resizeScreen', { params: { id: sessionId }, body: size }).catch(() => {})
    },
    /** Takes in what a command answered, ahead of the news. */
    take,
    /** The server has taken the slot back. */
    released: () => end('manual'),
    async answerAsk(answer: AskAnswer) {
      hearAsk(await client.call('deskAnswerAsk', { params: { id: sessionId }, body: { answer } }))
    },
    /** The desk is open elsewhere; have it here. */
    takeOver() {
      setState({ stage: 'connecting', ending: null, trouble: null, tries: 0 })
      void comeIn(true)
    },
  }
}
