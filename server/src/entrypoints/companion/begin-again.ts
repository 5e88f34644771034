import type { FromCompanion } from '@taxi/contract/companion.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import { newToken } from '../../outside/secrets.ts'
import { startPage } from '../../start-page.ts'
import type { Asked } from './line.ts'

/**
 * What a companion must be told that has just said hello: to begin the session its machine is in (its browser may
 * have been killed, its upload token may be old), or to forget one whose seat is given back. null: nothing.
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
  if (session && !session.ended_at)
    return {
      t: 'begin',
      session_id: session.id,
      service: session.slot.service,
      start_url: startPage(parts.config, session.slot.url),
      since: session.started_at.toISOString(),
      upload_token: newToken(),
    }
  if (!hello.session_id || hello.session_id === session?.id) return null
  return { t: 'end', session_id: hello.session_id }
}
