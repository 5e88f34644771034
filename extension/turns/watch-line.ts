import type { MyQueue } from '@taxi/contract/queue.ts'
import { type Line, openLine } from '@taxi/ui/live/line.ts'
import browser from 'webextension-polyfill'
import { createApi } from '../api.ts'
import { storage } from '../storage.ts'

/** Browsers put a background to sleep after 30 s without a call of theirs, open connection or not. */
const AWAKE_MS = 20_000

/** The live line of the background: open while the person waits for something, with or without the popup. */
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
      const [base, tokens, queue] = await Promise.all([storage.server.get(), storage.tokens.get(), storage.queue.get()])
      // An answer may have come in after the person signed out: the next one must not see it.
      if (!tokens && queue) await storage.queue.set(null)
      if (!base || !tokens || !isWaiting(queue)) return close()
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
      if (state === 'online') void client.call('myQueue').then(storage.queue.set, () => undefined)
    },
    onSignedOut: () => void signIn.forget(),
    on: { 'queue.update': queue => void storage.queue.set(queue) },
  })
}
