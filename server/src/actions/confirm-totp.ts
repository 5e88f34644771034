import { Refusal } from '../domain/refusal.ts'
import { totpStep } from '../outside/totp.ts'
import type { Parts } from '../parts.ts'

/** Switches the second factor on with a first code, which is used up by it. */
export async function confirmTotp(parts: Parts, { personId, code }: { personId: string; code: string }): Promise<void> {
  await parts.change(async tx => {
    const person = await tx.people.findUnique({ where: { id: personId } })
    if (!person?.totp_secret || person.totp_confirmed_at) throw new Refusal('auth.totp-wrong')
    const secret = parts.secrets.open(person.totp_secret, `people.totp_secret.${personId}`)
    const step = totpStep(secret, code, parts.now())
    if (step === null) throw new Refusal('auth.totp-wrong')
    await tx.people.update({
      where: { id: personId },
      data: { totp_confirmed_at: parts.now(), totp_step: step },
    })
    await tx.announce({ about: 'person', id: personId })
  })
}
