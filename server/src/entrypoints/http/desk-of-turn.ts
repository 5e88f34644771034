import { Occupied } from '@taxi/contract/sessions.ts'
import type { Launched } from '@taxi/contract/templates.ts'
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
  response.status(kept.started ? 201 : 200)
  return { ...kept, guacamole_url: await wayIn({ parts, signedIn }, kept.session_id) }
}

const KeptLaunch = z.object({ seats: z.array(z.extend(Kept, { slot_id: z.string() })) })

/** The same for every seat of a template. */
export async function desksOfLaunch(
  { parts, signedIn }: Pick<Knock<'launchTemplate'>, 'parts' | 'signedIn'>,
  result: object,
): Promise<Launched> {
  const seats: Launched['seats'] = []
  for (const seat of KeptLaunch.parse(result).seats)
    seats.push({ ...seat, guacamole_url: await wayIn({ parts, signedIn }, seat.session_id) })
  return { seats }
}

async function wayIn(
  { parts, signedIn }: Pick<Knock<'occupy'>, 'parts' | 'signedIn'>,
  sessionId: string,
): Promise<string> {
  const family_id = signedIn.familyId
  return (await parts.desks.open({ id: sessionId, person_id: signedIn.id, family_id })).guacamole_url
}
