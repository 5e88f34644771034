import { createHash } from 'node:crypto'
import type { Db } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { Refusal } from '../../domain/refusal.ts'

export interface Keyed {
  personId: string
  /** Method and path as called. */
  route: string
  key: string
  body: unknown
  now: Date
}

export const LONGEST_KEY = 200
/** A command that has not answered for so long died with its server: its key is free again, as soon as the next server has taken its leases over. */
const GIVEN_UP_MS = 10_000

/**
 * Runs a command once per Idempotency-Key and keeps its answer; a repeat gets that answer back. Only successes are
 * kept: a refusal did nothing, so that a repeat may ask again.
 */
export async function oncePerKey(
  db: Pick<Db, 'idempotency_keys'>,
  keyed: Keyed,
  run: () => Promise<{ status: number; reply: object }>,
): Promise<{ status: number; reply: object; replayed: boolean }> {
  const { personId: person_id, route, key } = keyed
  const where = { person_id_route_key: { person_id, route, key } }
  const body_hash = createHash('sha256')
    .update(JSON.stringify(keyed.body ?? null))
    .digest('hex')
  await db.idempotency_keys.deleteMany({
    where: { person_id, route, key, status: null, created_at: { lt: new Date(keyed.now.getTime() - GIVEN_UP_MS) } },
  })
  try {
    await db.idempotency_keys.create({ data: { person_id, route, key, body_hash, created_at: keyed.now } })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const kept = await db.idempotency_keys.findUnique({ where })
    if (kept && kept.body_hash !== body_hash) throw new Refusal('request.key-reused')
    if (!kept || kept.status === null) throw new Refusal('request.in-progress')
    return { status: kept.status, reply: kept.reply as object, replayed: true }
  }
  try {
    const { status, reply } = await run()
    await db.idempotency_keys.update({ where, data: { status, reply: JSON.parse(JSON.stringify(reply)) } })
    return { status, reply, replayed: false }
  } catch (error) {
    await db.idempotency_keys.deleteMany({ where: { person_id, route, key, status: null } })
    throw error
  }
}
