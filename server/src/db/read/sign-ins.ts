import { type SignInView, SignInWay } from '@taxi/contract/safety.ts'
import type { Db } from '../client.ts'

/** Where a person is signed in, the latest first; what ran out by itself is not shown. `current` is the one that asks. */
export async function readSignIns(
  db: Pick<Db, 'sign_ins' | 'refresh_tokens'>,
  { personId, current, now }: { personId: string; current: string | null; now: Date },
): Promise<SignInView[]> {
  const alive = await db.refresh_tokens.findMany({
    where: { person_id: personId, revoked_at: null, used_at: null, expires_at: { gt: now } },
    select: { family_id: true },
  })
  const rows = await db.sign_ins.findMany({
    where: { person_id: personId, ended_at: null, family_id: { in: alive.map(token => token.family_id) } },
    orderBy: { last_seen_at: 'desc' },
  })
  return rows.map(row => ({
    id: row.family_id,
    way: SignInWay.parse(row.way),
    address: row.address,
    agent: row.agent,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    current: row.family_id === current,
  }))
}
