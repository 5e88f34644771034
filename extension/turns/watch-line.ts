import type { AskView } from '@taxi/contract/asks.ts'
import type { MyQueue } from '@taxi/contract/queue.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'
import { type Line, openLine } from '@taxi/ui/live/line.ts'
import { withAsk } from '@taxi/ui/live/own-asks.ts'
import { openOnes, withSession } from '@taxi/ui/live/own-sessions.ts'
import browser from 'webextension-polyfill'
import { createApi } from '../api.ts'
import { storage } from '../storage.ts'

/** Browsers put a background to sleep after 30 s without a call of theirs, open connection or not. */
const AWAKE_MS = 20_000

/** The live line of the background, with or without the popup: open while the person waits for something, or has what others may ask for. */
export function createWatchLine() {
  let open: { base: string; line: Line; awake: ReturnType<typeof setInterval> } | null = null

  function close() {
    if (!open) return
    clearInterval(open.awake)
    open.line.close()
    open = null
  }

  return {
    /** Opens or closes the line as what is remembered asks for. */
    async follow(): Promise<void> {
      const [base, tokens, queue, asks, board] = await Promise.all([
        storage.server.get(),
        storage.tokens.get(),
        storage.queue.get(),
        storage.asks.get(),
        storage.board.get(),
      ])
      // An answer may have come in after the person signed out: the next one must not see it.
      if (!tokens && queue) await storage.queue.set(null)
      if (!tokens && asks) await storage.asks.set(null)
      if (!base || !tokens || !(isWaiting(queue) || openOnes(board?.sessions ?? []).length > 0)) return close()
      if (open?.base === base) return
      close()
      const line = watch(base)
      open = { base, line, awake: setInterval(() => void browser.runtime.getPlatformInfo(), AWAKE_MS) }
    },
  }
}

const isWaiting = (queue: MyQueue | null) => queue !== null && queue.places.length + queue.offers.length > 0

function watch(base: string): Line {
  const { client, signIn } = createApi(base, () => 'en')
  return openLine({
    base,
    token: signIn.token,
    renew: signIn.renew,
    onState: state => {
      // Whatever was told while the line was down was missed.
      if (state !== 'online') return
      void client.call('myQueue').then(storage.queue.set, () => undefined)
      void client.call('asks').then(
        ({ asks }) => storage.asks.set(asks),
        () => undefined,
      )
    },
    onSignedOut: () => void signIn.forget(),
    on: {
      'queue.update': queue => void storage.queue.set(queue),
      'ask.update': ({ ask }) => void noteAsk(ask),
      'session.update': ({ session }) => void noteSession(session),
    },
  })
}

async function noteAsk(ask: AskView) {
  await storage.asks.set(withAsk((await storage.asks.get()) ?? [], ask))
}

async function noteSession(session: SessionView) {
  const board = await storage.board.get()
  if (board) await storage.board.set({ ...board, sessions: withSession(board.sessions, session) })
}
