import { endSignIns } from '../db/write/end-sign-ins.ts'
import { lockPerson } from '../db/write/lock-person.ts'
import { newRecoveryCodes } from '../db/write/new-recovery-codes.ts'
import { Refusal } from '../domain/refusal.ts'
import { totpStep } from '../outside/totp.ts'
import type { Parts } from '../parts.ts'

/**
 * Switches the second factor on with a first code, which is used up by it, and gives recovery codes. The person's other
 * sign-ins end: they were made without it and would now count as made with it.
 */
export async function confirmTotp(
  parts: Parts,
  { personId, familyId, code }: { personId: string; familyId: string; code: string },
): Promise<{ codes: string[] }> {
  const now = parts.now()
  return parts.change(async tx => {
    const person = await lockPerson(tx, personId)
    if (!person?.totp_secret || person.totp_confirmed_at) throw new Refusal('auth.totp-wrong')
    const step = totpStep(parts.secrets.open(person.totp_secret, `people.totp_secret.${personId}`), code, now)
    if (step === null) throw new Refusal('auth.totp-wrong')
    await tx.people.update({ where: { id: personId }, data: { totp_confirmed_at: now, totp_step: step } })
    await endSignIns(tx, { personId, except: familyId }, now)
    tx.record({ action: 'second-factor.on', object: { kind: 'person', id: personId, name: person.name } })
    return { codes: await newRecoveryCodes(tx, personId) }
  })
}
