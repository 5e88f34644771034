import type { DownloadSeen, OpenTab, PageVisit } from '@taxi/contract/companion.ts'
import type { DumpProgress, ItemKind, ItemStatus } from '@taxi/contract/dumps.ts'

/** What the closing of a seat learnt, kept with the dump row until it is assembled. */
export interface Sealed {
  tabs: OpenTab[] | null
  /** The browser's own view, told live by the companion; the machine's copy of History lags by seconds. */
  history: PageVisit[] | null
  downloads_seen: DownloadSeen[] | null
  chats: { service: string; id: string; status: ItemStatus; why?: string }[]
  /** What lies sealed on the machine. */
  seal: { path: string; kind: ItemKind; bytes: number; sha256: string | null; status: ItemStatus; why?: string }[]
  /** Why a step of the closing brought nothing, by step. */
  why: Partial<Record<ClosingStep, string>>
}

export const nothingSealed: Sealed = { tabs: null, history: null, downloads_seen: null, chats: [], seal: [], why: {} }

/**
 * The steps of giving a seat back, in their order: tabs before anything opens one, the clipboard before
 * its owner (the browser) closes, cookies dated before the browser restarts.
 */
export const closingSteps = ['tabs', 'seal_screen', 'finish', 'seal_files', 'keep_cookies', 'clean'] as const
export type ClosingStep = (typeof closingSteps)[number]

/** What has come of each step; a step with an entry is not done again, but for the second chance of one that failed. */
export type Closing = Partial<Record<ClosingStep, { ok: boolean; at: string; why?: string; again?: true }>>

/** Longest a step may take, milliseconds. */
export const stepDeadlines: Record<ClosingStep, number> = {
  // A companion whose line was cut has eight of them to come back.
  tabs: 11_000,
  seal_screen: 6_000,
  finish: 20_000,
  seal_files: 15_000,
  keep_cookies: 3_000,
  clean: 20_000,
}

/** After this long the dump goes on without the missing steps; a machine that is down keeps its seat marked dirty. */
export const CLOSING_HARD_STOP_MS = 45_000

/** The steps still to do. After the hard stop only cleaning is: what was not sealed by then is named as missing. */
export function stepsLeft(closing: Closing, endedAt: Date, now: Date): ClosingStep[] {
  const late = now.getTime() - endedAt.getTime() > CLOSING_HARD_STOP_MS
  return closingSteps.filter(step => !closing[step]?.ok && (step === 'clean' || (!late && !closing[step])))
}

/** A seat that could not be cleaned is tried again after a while, not at every look. */
const CLEAN_AGAIN_MS = 5_000

export function mayCleanNow(closing: Closing, now: Date): boolean {
  const last = closing.clean
  return !last || last.ok || now.getTime() - new Date(last.at).getTime() >= CLEAN_AGAIN_MS
}

/** What the machine does itself, and can do until its seat is cleaned. */
const MACHINE_STEPS: readonly ClosingStep[] = ['seal_screen', 'seal_files']

/**
 * What failed is tried once more before the seat is cleaned, if the machine still holds the session. A line that was cut
 * for a moment costs nothing that way. A machine that could not even be cleaned was away: once it is back, tabs, chats
 * and files may all be there yet.
 */
export function secondChances(closing: Closing): ClosingStep[] {
  if (closing.clean?.ok) return []
  const failed = closingSteps.filter(step => step !== 'clean' && !closing[step]?.ok && !closing[step]?.again)
  return closing.clean ? failed : failed.filter(step => closing[step] && MACHINE_STEPS.includes(step))
}

/** What the machine says to hold is all there will be: it sealed everything, or the seat was given back since. */
export function isWhole(closing: Closing, freedAt: Date | null): boolean {
  if (freedAt !== null) return true
  return closing.seal_files?.ok === true && !secondChances(closing).some(step => MACHINE_STEPS.includes(step))
}

/** Everything worth keeping is sealed, or will not be: the dump may be pulled. */
export function isSealed(closing: Closing, endedAt: Date, now: Date): boolean {
  if (!closing.clean && secondChances(closing).length) return false
  return stepsLeft(closing, endedAt, now).every(step => step === 'clean' || step === 'keep_cookies')
}

/** How far the sealing is: what has been tried, of what is worth trying before the seat is cleaned. */
export function sealingProgress(closing: Closing): DumpProgress {
  const sealing = closingSteps.filter(step => step !== 'clean' && step !== 'keep_cookies')
  return { stage: 'sealing', done: sealing.filter(step => closing[step]).length, total: sealing.length }
}

/** Two looks at the machine's seal: an item found complete once is not replaced by a later "missing". */
export function joinSeals(earlier: Sealed['seal'], later: Sealed['seal']): Sealed['seal'] {
  const rank: Record<ItemStatus, number> = { missing: 0, partial: 1, complete: 2 }
  const byPath = new Map(earlier.map(item => [item.path, item]))
  for (const item of later) {
    const known = byPath.get(item.path)
    if (!known || rank[item.status] >= rank[known.status]) byPath.set(item.path, item)
  }
  return [...byPath.values()]
}

/** After this many attempts a machine counts as down, and what is here already does not wait for it. */
const PATIENT_ATTEMPTS = 4

/** What becomes of a dump whose machine does not answer: chats that are here go ahead once, the rest is asked for until the deadline. */
export function whenMachineIsSilent(
  dump: { attempts: number; deadline: Date; readyAt: Date | null; hasChats: boolean },
  now: Date,
): 'ask later' | 'go ahead' | 'give up' {
  if (now >= dump.deadline) return 'give up'
  return dump.hasChats && !dump.readyAt && dump.attempts >= PATIENT_ATTEMPTS ? 'go ahead' : 'ask later'
}
