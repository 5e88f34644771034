import { AsyncLocalStorage } from 'node:async_hooks'

/** On whose behalf something is done, and from where; the audit log keeps it. */
export interface Actor {
  /** null: the clock, or somebody not signed in. */
  person: { id: string; name: string } | null
  address: string | null
}

const acting = new AsyncLocalStorage<Actor>()

/** Everything recorded while `work` runs is this actor's. */
export function actingAs<T>(actor: Actor, work: () => T): T {
  return acting.run(actor, work)
}

/** The clock when nobody knocked. */
export const actorNow = (): Actor => acting.getStore() ?? { person: null, address: null }
