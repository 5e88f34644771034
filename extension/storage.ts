import type { AskView } from '@taxi/contract/asks.ts'
import type { MyQueue } from '@taxi/contract/queue.ts'
import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import type { Remembered } from '@taxi/ui/live/live.ts'
import type { Mailed } from '@taxi/ui/sign-in/email-code-form.tsx'
import type { Tokens } from '@taxi/ui/sign-in/keeper.ts'
import browser, { type Storage } from 'webextension-polyfill'

/** Everything the extension remembers. Nothing else touches the browser's storage. */
export const storage = {
  /** `https://taxi.example.com`, once it has answered as a Taxi server. */
  server: item<string>('local', 'server'),
  /** What was last seen, shown in the first frame. No secret in it. */
  board: item<Remembered>('local', 'board'),
  /** What the person waits for: popup and background tell each other through it. */
  queue: item<MyQueue>('local', 'queue'),
  /** Polite requests to and from the person, told in the same way. */
  asks: item<AskView[]>('local', 'asks'),
  locale: item<Locale>('local', 'locale'),
  theme: item<Theme>('local', 'theme'),
  email: item<string>('local', 'email'),
  /** Secret, so in memory only: gone with the browser, never on the disk. */
  tokens: item<Tokens>('session', 'tokens'),
  /** A code on its way by e-mail: looking there closes the popup. */
  mailed: item<Mailed>('session', 'mailed'),
  /** Turns a desktop notification was shown for. */
  told: item<string[]>('session', 'told'),
  /** Requests a desktop notification was shown for. */
  toldAsks: item<string[]>('session', 'told-asks'),
}

/** What the company's policy sets: the server's address. */
export async function managedServer(): Promise<string | null> {
  // Firefox throws when there is no policy at all.
  const policy = await browser.storage.managed.get('serverUrl').catch(() => ({}) as Record<string, unknown>)
  return typeof policy.serverUrl === 'string' ? policy.serverUrl : null
}

/** Everything that the first frame needs, in two reads. */
export async function readAll() {
  const [local, session] = await Promise.all([browser.storage.local.get(null), browser.storage.session.get(null)])
  return {
    server: storage.server.from(local),
    board: storage.board.from(local),
    queue: storage.queue.from(local),
    asks: storage.asks.from(local),
    locale: storage.locale.from(local),
    theme: storage.theme.from(local),
    email: storage.email.from(local),
    signedIn: storage.tokens.from(session) !== null,
  }
}

function item<T>(area: 'local' | 'session', key: string) {
  const from = (values: Record<string, unknown>) => (values[key] as T | undefined) ?? null
  return {
    from,
    get: async (): Promise<T | null> => from(await browser.storage[area].get(key)),
    set: (value: T | null): Promise<void> =>
      value === null ? browser.storage[area].remove(key) : browser.storage[area].set({ [key]: value }),
    /** Calls back with every change, from whichever window. Returns how to stop. */
    watch(changed: (value: T | null) => void): () => void {
      const listener = (changes: Record<string, Storage.StorageChange>, changedArea: string) => {
        if (changedArea === area && key in changes) changed((changes[key]?.newValue as T | undefined) ?? null)
      }
      browser.storage.onChanged.addListener(listener)
      return () => browser.storage.onChanged.removeListener(listener)
    },
  }
}
