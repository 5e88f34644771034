import { SAME_WISH_SECONDS } from '../../domain/denied.ts'
import type { Db } from '../client.ts'

interface Denied {
  personId: string
  slotId: string
  why: string
  at: Date
}

/** Keeps that somebody wanted a slot and did not get it; pressing again and again is one wish. One statement: a crowd is refused at once. */
export async function noteDenied(db: Pick<Db, '$executeRaw'>, { personId, slotId, why, at }: Denied): Promise<void> {
  const since = new Date(at.getTime() - SAME_WISH_SECONDS * 1000)
  await db.$executeRaw`
    INSERT INTO denied (person_id, slot_id, service, why, at)
    SELECT ${personId}::uuid, slot.id, slot.service, ${why}, ${at}::timestamptz
    FROM slots slot
    WHERE slot.id = ${slotId} AND NOT EXISTS (
      SELECT FROM denied
      WHERE denied.person_id = ${personId}::uuid AND denied.slot_id = slot.id AND denied.at > ${since}::timestamptz)`
}
