import type { CompanionResults } from '@taxi/contract/companion.ts'

export interface RenewalParts {
  /** Asks the browser to look for a newer companion. */
  look: () => Promise<{ status: string }>
  /** Puts what was fetched on air; this companion ends with it. */
  reload: () => void
  /** Nobody sits here. */
  isFree: () => Promise<boolean>
  setTimer: (work: () => Promise<void>, ms: number) => unknown
}

/** So long the server's question is still answered, and the browser has unpacked what it fetched. */
const SETTLES_MS = 1_000

/**
 * A newer companion goes on air between two sessions, never in one: a reload there would lose what is being exported.
 * One that came during a session waits for the next start of the browser, or for the next time the server asks.
 */
export function createRenewal({ look, reload, isFree, setTimer }: RenewalParts) {
  const takeWhenFree = () => {
    setTimer(async () => {
      if (await isFree()) reload()
    }, SETTLES_MS)
  }
  return {
    /** The browser has fetched one. */
    fetched: takeWhenFree,
    async ask(): Promise<CompanionResults['update']> {
      const { status } = await look()
      if (status === 'throttled') return { found: 'throttled' }
      // Also said of one that was fetched during a session: nothing tells of it a second time.
      if (status !== 'update_available') return { found: 'nothing' }
      takeWhenFree()
      return { found: 'newer' }
    },
  }
}
export type Renewal = ReturnType<typeof createRenewal>
