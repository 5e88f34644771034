import type { SessionView } from '@taxi/contract/sessions.ts'
import { insist } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { whyNotWatch } from '../../domain/session.ts'
import { watchedView } from '../../domain/watched-view.ts'
import type { Db } from '../client.ts'
import { knownSession, ownSession, readSessionFacts } from './session.ts'

/** The session of a desk page: its person's own, or one they watch. */
export async function deskSession(
  db: Pick<Db, 'sessions' | '$queryRaw'>,
  id: string,
  person: Person,
): Promise<SessionView> {
  const facts = await readSessionFacts(db, id)
  if (!facts) throw new Refusal('session.unknown')
  if (facts.personId === person.id) return ownSession(db, id, person.id)
  insist(whyNotWatch(facts, person))
  return watchedView(await knownSession(db, id))
}
