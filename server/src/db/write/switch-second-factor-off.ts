import type { Transaction } from '../client.ts'

/** The secret goes, and the recovery codes with it. What needs a second factor rests until there is one again. */
export async function switchSecondFactorOff(tx: Transaction, personId: string): Promise<void> {
  await tx.people.update({
    where: { id: personId },
    data: { totp_secret: null, totp_confirmed_at: null, totp_step: null },
  })
  await tx.recovery_codes.deleteMany({ where: { person_id: personId } })
  await tx.announce({ about: 'person', id: personId })
}
