import { Occupied } from '@taxi/contract/sessions.ts'
import * as z from 'zod/mini'
import type { OccupiedSlot } from '../../db/write/write-turn.ts'
import type { Knock } from './knock.ts'

/** The pass in the address works once and is stored nowhere: a repeat gets a fresh one. */
const Kept = z.omit(Occupied, { guacamole_url: true })

/** What of a turn may be kept for a repeat. */
export const keptOfTurn = ({ sessionId, vmId, endsAt, started }: OccupiedSlot): z.infer<typeof Kept> => ({
  session_id: sessionId,
  vm_id: vmId,
  ends_at: endsAt.toISOString(),
  started,
})

/** The answer to whoever sat down: their session, with a fresh way into its desk. */
export async function deskOfTurn(
  { parts, signedIn, response }: Pick<Knock<'occupy'>, 'parts' | 'signedIn' | 'response'>,
  result: object,
): Promise<z.infer<typeof Occupied>> {
  const kept = Kept.parse(result)
  const family_id = signedIn.familyId
  const { guacamole_url } = await parts.desks.open({ id: kept.session_id, person_id: signedIn.id, family_id })
  response.status(kept.started ? 201 : 200)
  return { ...kept, guacamole_url }
}
