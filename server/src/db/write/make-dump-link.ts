import { hashOf, newToken } from '../../outside/secrets.ts'
import type { Db } from '../client.ts'

/** Long enough for a weekend; afterwards the portal has the file. */
const GOOD_FOR_MS = 3 * 24 * 3_600_000

/** A new one-time link's token for this file of a dump. A message that is repeated brings another; the first stays good. */
export async function makeDumpLink(
  db: Pick<Db, 'dump_links'>,
  file: { dumpId: string; part: number; now: Date; keptUntil: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(Math.min(file.now.getTime() + GOOD_FOR_MS, file.keptUntil.getTime()))
  await db.dump_links.create({
    data: { token_hash: hashOf(token), dump_id: file.dumpId, part: file.part, expires_at: expiresAt },
  })
  return { token, expiresAt }
}
