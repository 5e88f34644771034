import { endSignIns } from '../../db/write/end-sign-ins.ts'
import { lockPerson } from '../../db/write/lock-person.ts'
import { switchSecondFactorOff } from '../../db/write/switch-second-factor-off.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/**
 * Switches the second factor of somebody off whose phone and codes are lost, and signs them out everywhere: the phone
 * may be in other hands. Nobody does it to themselves: a stolen token would be enough to be rid of the factor.
 */
export async function resetTotp(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, by }: { personId: string; by: string },
): Promise<void> {
  if (personId === by) throw new Refusal('auth.own-factor')
  await parts.change(async tx => {
    const person = await lockPerson(tx, personId)
    if (!person) throw new Refusal('person.unknown')
    await switchSecondFactorOff(tx, personId)
    await endSignIns(tx, { personId }, parts.now())
    tx.record({ action: 'second-factor.reset', object: { kind: 'person', id: personId, name: person.name } })
  })
}
