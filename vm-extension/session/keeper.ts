import { browser } from 'wxt/browser'
import type { Session } from './session.ts'

export interface Keeper {
  /** Resolved once what was remembered is back. */
  ready: Promise<void>
  current(): Session | null
  set(session: Session | null): void
  change(work: (session: Session) => Session): void
  /** Is this the session this very browser is in, without a restart in between? */
  goesOn(sessionId: string): Promise<boolean>
}

/**
 * Remembers the session beyond the worker, which the browser may stop at any time, and beyond the browser,
 * which may be killed: in `storage.session`, with a copy in `storage.local`.
 */
export function createKeeper(): Keeper {
  let session: Session | null = null
  let writing = Promise.resolve()

  async function load(): Promise<void> {
    const [quick, lasting] = await Promise.all([
      browser.storage.session.get('session'),
      browser.storage.local.get('session'),
    ])
    session = (quick.session ?? lasting.session ?? null) as Session | null
  }

  function set(next: Session | null): void {
    if (next === session) return
    session = next
    const writes = () =>
      Promise.all([browser.storage.session.set({ session: next }), browser.storage.local.set({ session: next })])
    writing = writing.then(writes).then(
      () => undefined,
      () => undefined,
    )
  }

  return {
    ready: load(),
    current: () => session,
    set,
    change(work) {
      if (session) set(work(session))
    },
    async goesOn(sessionId) {
      const { session: quick } = await browser.storage.session.get('session')
      return (quick as Session | null | undefined)?.id === sessionId
    },
  }
}
