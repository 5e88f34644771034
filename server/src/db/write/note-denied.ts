import { SAME_WISH_SECONDS } from '../../domain/denied.ts'
import { inOneStatement } from '../in-one-statement.ts'

interface Denied {
  personId: string
  slotId: string
  why: string
  at: Date
}

/** Keeps that somebody wanted a slot and did not get it; pressing again and again is one wish. A crowd is noted at once. */
export const noteDenied = inOneStatement<Denied, void>(async (db, all) => {
  const wishes = [...new Map(all.map(denied => [`${denied.personId} ${denied.slotId}`, denied])).values()]
  await db.$executeRaw`
    INSERT INTO denied (person_id, slot_id, service, why, at)
    SELECT wish.person_id, slot.id, slot.service, wish.why, wish.at
    FROM unnest(${wishes.map(({ personId }) => personId)}::uuid[], ${wishes.map(({ slotId }) => slotId)}::text[],
      ${wishes.map(({ why }) => why)}::text[], ${wishes.map(({ at }) => at)}::timestamptz[])
      AS wish (person_id, slot_id, why, at)
    JOIN slots slot ON slot.id = wish.slot_id
    WHERE NOT EXISTS (
      SELECT FROM denied
      WHERE denied.person_id = wish.person_id AND denied.slot_id = slot.id
        AND denied.at > wish.at - make_interval(secs => ${SAME_WISH_SECONDS}))`
  return all.map(() => undefined)
})
