import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotOpenDesk } from '../domain/session.ts'
import { type MachineDriver, MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'

/** Whose desk asks. */
export interface AtDesk {
  personId: string
  sessionId: string
}
export type SeatParts = Pick<Parts, 'config' | 'db' | 'machines'>

/** Does something at the seat of the person's running session; a machine's "no" becomes a refusal they can read. */
export async function atOwnSeat<T>(
  parts: SeatParts,
  { personId, sessionId }: AtDesk,
  work: (driver: MachineDriver) => Promise<T>,
): Promise<T> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotOpenDesk(session, { id: personId }))
  const { machine_id } = await parts.db.sessions.findUniqueOrThrow({ where: { id: sessionId } })
  try {
    return await work(await parts.machines.driver(machine_id))
  } catch (error) {
    throw error instanceof MachineError ? refusalOf(error) : error
  }
}

function refusalOf({ reason }: MachineError): Refusal {
  if (reason === 'path') return new Refusal('desk.file-unknown')
  if (reason === 'disk') return new Refusal('desk.no-room')
  if (reason === 'short') return new Refusal('desk.file-broken')
  return new Refusal('desk.machine-away')
}
