import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotSeeScreen } from '../domain/session.ts'
import { MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'

/** Many may look at the live board: a machine is asked once in that time. */
const FRESH_MS = 10_000

interface Taken {
  at: number
  picture: Promise<Uint8Array>
}
const taken = new Map<string, Taken>()

/** A running session's screen, small, at most ten seconds old. */
export async function showThumbnail(
  parts: Pick<Parts, 'db' | 'machines'>,
  { by, sessionId }: { by: Person; sessionId: string },
): Promise<Uint8Array> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotSeeScreen(session, by))
  for (const [id, { at }] of taken) if (performance.now() - at > FRESH_MS) taken.delete(id)
  const fresh = taken.get(sessionId) ?? { at: performance.now(), picture: photograph(parts, sessionId) }
  taken.set(sessionId, fresh)
  return fresh.picture.catch(error => {
    throw error instanceof MachineError ? new Refusal('desk.no-picture') : error
  })
}

async function photograph({ db, machines }: Pick<Parts, 'db' | 'machines'>, sessionId: string): Promise<Uint8Array> {
  const { machine_id, phases } = await db.sessions.findUniqueOrThrow({ where: { id: sessionId } })
  // Before that the screen may still show the last person's page.
  if (!phases || !Object.hasOwn(phases as object, 'browser')) throw new Refusal('desk.no-picture')
  return (await machines.driver(machine_id)).thumbnail()
}
