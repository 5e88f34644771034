import type { FromCompanion } from '@taxi/contract/companion.ts'
import { OtherShape } from '../services/known.ts'
import { without } from '../services/private.ts'
import { shapeOf } from './shape-of.ts'

/** A reader met something it does not know. */
export interface Drift {
  service: string
  what: string
  /** None when a page was not recognised: what it shows is not for others. */
  answer?: unknown
}

/** What the server takes of an answer. */
const LONGEST_ANSWER = 1_000_000
const SECRET = /token|secret|cookie|password|csrf|credential|authorization/i

/** The drift a reader's failure tells of; null when it is another kind of failure. */
export function driftOf(service: string, error: unknown): Drift | null {
  return error instanceof OtherShape ? { service, what: error.message, answer: error.answer } : null
}

export function driftMessage({ service, what, answer }: Drift, sessionId: string): FromCompanion {
  const kept = answer === undefined ? null : (JSON.stringify(without(answer, key => SECRET.test(key))) ?? null)
  return {
    t: 'drift',
    session_id: sessionId,
    service,
    what: what.slice(0, 500),
    shape: answer === undefined ? '' : shapeOf(answer),
    answer: kept?.slice(0, LONGEST_ANSWER) ?? null,
  }
}
