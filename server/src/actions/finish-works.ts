import { readWorks } from '../db/read/works.ts'
import { endWork } from '../db/write/end-work.ts'
import { isWorkOver } from '../domain/work.ts'
import type { Parts } from '../parts.ts'

/** Ends all work that is done, or that may not be waited for any longer. */
export async function finishWorks(parts: Pick<Parts, 'db' | 'change' | 'now' | 'log'>): Promise<void> {
  for (const work of await readWorks(parts.db)) {
    if (!isWorkOver(work, parts.now())) continue
    const over = await parts.change(tx => endWork(parts, tx, work.sessionId))
    if (over) parts.log.info({ session: work.sessionId }, 'the work without its person is over')
  }
}
