import { type No, no } from './no.ts'
import type { SessionFacts } from './session.ts'

/** Why this session cannot be handed over to anybody. Those who wait are not passed over. */
export function whyNotHandOver(
  session: Pick<SessionFacts, 'personId' | 'state' | 'firstFrameAt' | 'wantedBy'>,
  person: { id: string },
): No | null {
  if (session.personId !== person.id) return no('session.unknown')
  if (session.state === 'ended') return no('session.ended')
  if (!session.firstFrameAt) return no('hand-over.too-early')
  return session.wantedBy > 0 ? no('session.wanted', { count: String(session.wantedBy) }) : null
}
