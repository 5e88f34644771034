import { endSignIns } from '../db/write/end-sign-ins.ts'
import type { Parts } from '../parts.ts'

/** Ends one sign-in of a person: its tokens, its sockets and the desks opened with it. Others stay; a repeat does nothing. */
export async function signOut(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, familyId }: { personId: string; familyId: string },
): Promise<void> {
  await parts.change(async tx => {
    const ended = await endSignIns(tx, { personId, only: familyId }, parts.now())
    if (ended) tx.record({ action: 'sign-out', object: { kind: 'sign-in', id: familyId } })
  })
}
