import type { Parts } from '../parts.ts'

interface Update {
  botId: number
  updateId: number
}

/**
 * Takes something Telegram told the bot into one pair of hands. `done`: it was handled before. `busy`: somebody took it
 * less than `busyMs` ago and has not come to an end; after that they count as dead.
 */
export async function claimUpdate(
  parts: Pick<Parts, 'db' | 'now'>,
  { botId, updateId, busyMs }: Update & { busyMs: number },
): Promise<'ours' | 'done' | 'busy'> {
  const now = parts.now()
  const dead = new Date(now.getTime() - busyMs)
  const [claimed] = await parts.db.$queryRaw<{ update_id: bigint }[]>`
    INSERT INTO bot_updates AS known (bot_id, update_id, claimed_at) VALUES (${botId}, ${updateId}, ${now})
    ON CONFLICT (bot_id, update_id) DO UPDATE SET claimed_at = excluded.claimed_at
      WHERE known.done_at IS NULL AND known.claimed_at <= ${dead}::timestamptz
    RETURNING update_id`
  if (claimed) return 'ours'
  const known = await parts.db.bot_updates.findUnique({
    where: { bot_id_update_id: { bot_id: botId, update_id: updateId } },
  })
  return known?.done_at ? 'done' : 'busy'
}

/** It came to its end and is never handled again. */
export async function settleUpdate(parts: Pick<Parts, 'db' | 'now'>, { botId, updateId }: Update): Promise<void> {
  await parts.db.bot_updates.update({
    where: { bot_id_update_id: { bot_id: botId, update_id: updateId } },
    data: { done_at: parts.now() },
  })
}
