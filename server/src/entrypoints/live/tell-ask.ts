import { readAsk } from '../../db/read/asks.ts'
import { askViewFor } from '../../domain/ask.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells both sides of a polite request how it stands; the holder also at the desk. */
export async function tellAsk(
  { db }: Pick<Parts, 'db'>,
  live: Pick<Live, 'toPerson' | 'toSession'>,
  id: string,
): Promise<void> {
  const ask = await readAsk(db, id)
  if (!ask) return
  for (const { id } of [ask.from, ask.to]) live.toPerson(id, 'ask.update', { ask: askViewFor(ask, { id }) })
  live.toSession(ask.sessionId, 'ask.update', { ask: askViewFor(ask, ask.to) })
}
