import { endSignIns } from '../../db/write/end-sign-ins.ts'
import { lockPerson } from '../../db/write/lock-person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** Signs a person out everywhere; they may sign in again. */
export async function signPersonOut(parts: Pick<Parts, 'change' | 'now'>, personId: string): Promise<void> {
  await parts.change(async tx => {
    const person = await lockPerson(tx, personId)
    if (!person) throw new Refusal('person.unknown')
    const ended = await endSignIns(tx, { personId }, parts.now())
    tx.record({
      action: 'person.sign-out',
      object: { kind: 'person', id: personId, name: person.name },
      after: { ended },
    })
  })
}
