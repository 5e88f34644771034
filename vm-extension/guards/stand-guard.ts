import type { FromCompanion } from '@taxi/contract/companion.ts'
import { browser } from 'wxt/browser'
import { type Guard, guardAt, guards } from './guards.ts'
import { rulesOf } from './rules.ts'

type Told = Extract<FromCompanion, { t: 'guarded' }>

export interface GuardParts {
  sessionId: () => string | null
  /** False when nobody heard it. */
  tell: (message: Told) => boolean
}

export interface StandingGuard {
  /** Puts the rules in force; they outlive the worker and the browser. */
  stand(): Promise<void>
  /** A page has sent a request to this address; when a guard may have stopped it, the browser is asked soon. */
  met(address: string): void
  /** Asks the browser what it stopped, as often as may be asked without need. */
  look(): Promise<void>
}

/** The browser answers 20 times in ten minutes: half of that without a reason, half when there is one. */
const BETWEEN_LOOKS_MS = 60_000
const SOON_MS = 500

/** Stops requests that touch the shared account itself, and tells of each. */
export function standGuard(parts: GuardParts): StandingGuard {
  let looking: Promise<void> | null = null
  let lookedAt = 0
  let soon: ReturnType<typeof setTimeout> | undefined

  async function lookNow(): Promise<void> {
    lookedAt = Date.now()
    const since = await toldUntil()
    const { rulesMatchedInfo } = await browser.declarativeNetRequest.getMatchedRules({ minTimeStamp: since })
    const stopped = rulesMatchedInfo.filter(({ timeStamp }) => timeStamp > since)
    if (stopped.length === 0) return
    for (const { guard, at } of eachOnce(stopped)) {
      const { service, what } = guard
      const session_id = parts.sessionId()
      if (!parts.tell({ t: 'guarded', session_id, service, what, at: new Date(at).toISOString() })) return
    }
    await keepToldUntil(Math.max(...stopped.map(({ timeStamp }) => timeStamp)))
  }

  /** The browser may have been asked too often: it still knows at the next look. */
  function look(): Promise<void> {
    looking ??= lookNow()
      .catch(() => undefined)
      .finally(() => {
        looking = null
      })
    return looking
  }

  return {
    async stand() {
      const addRules = rulesOf(guards)
      const standing = JSON.stringify(addRules)
      const { guards_standing } = await browser.storage.local.get('guards_standing')
      // Changing rules drops what pages are loading just then: only when there is something to change.
      if (guards_standing === standing) return
      const old = await browser.declarativeNetRequest.getDynamicRules()
      await browser.declarativeNetRequest.updateDynamicRules({ removeRuleIds: old.map(({ id }) => id), addRules })
      await browser.storage.local.set({ guards_standing: standing })
    },
    met(address) {
      if (!URL.canParse(address) || !guardAt(new URL(address))) return
      clearTimeout(soon)
      soon = setTimeout(look, SOON_MS)
    },
    async look() {
      if (Date.now() - lookedAt > BETWEEN_LOOKS_MS) await look()
    },
  }
}

/** A page tries again and again: one of each kind is told. */
function eachOnce(stopped: { rule: { ruleId: number }; timeStamp: number }[]): { guard: Guard; at: number }[] {
  const kinds = new Map<string, { guard: Guard; at: number }>()
  for (const { rule, timeStamp } of stopped) {
    const guard = guards[rule.ruleId - 1]
    if (guard) kinds.set(`${guard.service} ${guard.what}`, { guard, at: timeStamp })
  }
  return [...kinds.values()]
}

/** What was stopped up to then is told; milliseconds since 1970. It outlives the worker, as the browser's own memory does. */
async function toldUntil(): Promise<number> {
  const { guarded_until } = await browser.storage.session.get('guarded_until')
  return typeof guarded_until === 'number' ? guarded_until : 0
}

const keepToldUntil = (guarded_until: number) => browser.storage.session.set({ guarded_until })
