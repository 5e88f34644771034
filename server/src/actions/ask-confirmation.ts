import { randomUUID } from 'node:crypto'
import type { Parts } from '../parts.ts'

export type Confirmed = 'kick' | 'reboot' | 'restart'
/** So long a question stands: nobody presses yes to what they no longer have in mind. */
const GOOD_MS = 60_000

/** Before something that touches others is done: the id of a question that this person answers, once, within a minute. */
export async function askConfirmation(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, what, about }: { personId: string; what: Confirmed; about: string },
): Promise<string> {
  const id = randomUUID()
  const expires_at = new Date(parts.now().getTime() + GOOD_MS)
  await parts.change(tx => tx.confirmations.create({ data: { id, person_id: personId, what, about, expires_at } }))
  return id
}
