import { endWork } from '../db/write/end-work.ts'
import type { Parts } from '../parts.ts'

/** Ends the work that goes on without its person at this seat, when there is some: it cannot come to its end. */
export async function finishWork(parts: Pick<Parts, 'change' | 'now'>, sessionId: string): Promise<void> {
  await parts.change(tx => endWork(parts, tx, sessionId))
}
