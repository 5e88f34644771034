import type { No } from '../../domain/no.ts'
import { whyNotOneMore } from '../../domain/occupy.ts'
import type { Transaction } from '../client.ts'
import { lockPerson } from './lock-person.ts'

/** Why this person may not sit down once more. Two slots taken at the same instant are counted one after the other. */
export async function whyNoRoom(tx: Transaction, personId: string): Promise<No | null> {
  await lockPerson(tx, personId)
  const [counted] = await tx.$queryRaw<{ open: number; most: number }[]>`
    SELECT count(*)::integer AS open, sessions_per_person() AS most
    FROM sessions WHERE person_id = ${personId}::uuid AND ended_at IS NULL`
  return counted ? whyNotOneMore(counted) : null
}
