import type { FromCompanion } from '@taxi/contract/companion.ts'
import { beginWords } from '../../begin-words.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import type { Asked } from './line.ts'

/**
 * What a companion must be told that has just said hello: to begin the session its machine is in, or whose work goes on
 * there (its browser may have been killed, its upload token may be old), or to forget one whose seat is given back. null: nothing.
 */
export async function answerToHello(
  parts: { db: Db; config: Config },
  machineId: string,
  hello: Extract<FromCompanion, { t: 'hello' }>,
): Promise<Extract<Asked, { t: 'begin' | 'end' }> | null> {
  const session = await parts.db.sessions.findFirst({
    where: { machine_id: machineId, freed_at: null },
    include: { slot: true },
  })
  const worksOn = session?.working_until && !session.work_done_at
  if (session && (!session.ended_at || worksOn)) return beginWords(parts.config, session)
  if (!hello.session_id || hello.session_id === session?.id) return null
  return { t: 'end', session_id: hello.session_id }
}
