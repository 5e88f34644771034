import type { CompanionResults } from '@taxi/contract/companion.ts'
import { exportDueAt } from './due.ts'
import type { ChatKey, ExportState, Session } from './session.ts'

export interface Exported {
  status: 'complete' | 'partial'
  why: string | null
  files: Record<string, string>
}
export interface JournalParts {
  session: () => Session | null
  change: (work: (session: Session) => Session) => void
  /** Reads one chat and uploads it; throws when it cannot. `last`: pages may be opened for it. */
  exportChat: (session: Session, key: ChatKey, last: boolean) => Promise<Exported>
  /** Is an answer being written in this chat right now? */
  growing: (key: ChatKey) => boolean
  /** Looks at the pages themselves: `growing` hears of an answer's end a moment late. */
  stillGrowing: (session: Session) => Promise<boolean>
  now: () => number
  setTimer: (work: () => void, ms: number) => unknown
  clearTimer: (timer: unknown) => void
}
/** Trying again will not help: the session is over, or the chat is too large. */
export class Hopeless extends Error {}

export interface Journal {
  /** Something changed: look again at what is due when. */
  wake(): void
  /** Exports what changed since its last export, the last touched first, and says how each chat stands. */
  finish(deadlineMs: number): Promise<CompanionResults['finish']['chats']>
}

/** Exports chats as they grow, one at a time, so that at the end of the session little is left to do. */
export function createJournal(parts: JournalParts): Journal {
  let timer: unknown = null
  let running: Promise<void> | null = null

  function wake(): void {
    parts.clearTimer(timer)
    timer = null
    if (running) return
    const next = nextDue()
    if (!next) return
    timer = parts.setTimer(
      () => {
        running = exportOne(next.key, false).finally(() => {
          running = null
          wake()
        })
      },
      Math.max(0, next.at - parts.now()),
    )
  }

  function nextDue(): { key: ChatKey; at: number } | null {
    const dues = Object.entries(parts.session()?.exports ?? {}).flatMap(([key, state]) => {
      const at = exportDueAt(state, parts.growing(key))
      return at === null ? [] : [{ key, at }]
    })
    return dues.sort((a, b) => a.at - b.at)[0] ?? null
  }

  async function exportOne(key: ChatKey, last: boolean): Promise<void> {
    const session = parts.session()
    const before = session?.exports[key]
    if (!session || !before) return
    try {
      const { status, why, files } = await parts.exportChat(session, key, last)
      const growing = parts.growing(key) && (await parts.stillGrowing(session))
      note(session.id, key, {
        exported_change: before.changed_at,
        failures: 0,
        ...(growing ? { status: 'partial', why: 'the answer was still being written' } : { status, why }),
        files,
      })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const hopeless = error instanceof Hopeless
      note(session.id, key, {
        failures: hopeless ? 0 : before.failures + 1,
        why,
        ...(hopeless ? { exported_change: before.changed_at } : {}),
      })
    }
  }

  function note(sessionId: string, key: ChatKey, news: Partial<ExportState>): void {
    parts.change(session => {
      const state = session.exports[key]
      if (session.id !== sessionId || !state) return session
      return { ...session, exports: { ...session.exports, [key]: { ...state, ...news, tried_at: parts.now() } } }
    })
  }

  return {
    wake,
    async finish(deadlineMs) {
      const until = parts.now() + deadlineMs
      await within(running, until - parts.now())
      for (const key of latestFirst(parts.session())) {
        if (parts.now() >= until) break
        const state = parts.session()?.exports[key]
        if (isStale(state) || state?.status !== 'complete') await within(exportOne(key, true), until - parts.now())
        // The end of an answer may be heard of while it was read.
        const after = parts.session()?.exports[key]
        if (isStale(after) && after?.failures === 0) await within(exportOne(key, true), until - parts.now())
      }
      return standing(parts.session())
    },
  }

  function within(work: Promise<void> | null, ms: number): Promise<void> {
    if (!work) return Promise.resolve()
    return new Promise(resolve => {
      const late = parts.setTimer(resolve, Math.max(0, ms))
      void work.finally(() => {
        parts.clearTimer(late)
        resolve()
      })
    })
  }
}

/** Something changed that was not exported. */
const isStale = (state: ExportState | undefined) => state !== undefined && state.changed_at > state.exported_change

function latestFirst(session: Session | null): ChatKey[] {
  const seen = Object.entries(session?.touched ?? {})
  return seen.sort(([, a], [, b]) => b.last_seen.localeCompare(a.last_seen)).map(([key]) => key)
}

/** How each touched chat stands. One whose last change was not exported is at best partial. */
function standing(session: Session | null): CompanionResults['finish']['chats'] {
  return Object.entries(session?.touched ?? {}).map(([key, { service, id }]) => {
    const state = session?.exports[key]
    if (!state?.exported_change) return { service, id, status: 'missing', why: state?.why ?? 'not exported in time' }
    const stale = isStale(state)
    const why = state.why ?? (stale ? 'the last changes were not exported in time' : null)
    return { service, id, status: stale ? 'partial' : state.status, ...(why ? { why } : {}) }
  })
}
