import { Refusal } from '../domain/refusal.ts'
import { newTotpSecret, totpAddress } from '../outside/totp.ts'
import type { Parts } from '../parts.ts'

/** Makes a TOTP secret that counts once it is confirmed. */
export async function setUpTotp(
  parts: Parts,
  { personId }: { personId: string },
): Promise<{ secret: string; otpauth_url: string }> {
  const secret = newTotpSecret()
  return parts.change(async tx => {
    const person = await tx.people.findUnique({ where: { id: personId } })
    if (!person) throw new Refusal('person.unknown')
    // Replacing a confirmed factor with nothing but a stolen access token must not work.
    if (person.totp_confirmed_at) throw new Refusal('auth.factor-on')
    await tx.people.update({
      where: { id: personId },
      data: { totp_secret: parts.secrets.seal(secret, `people.totp_secret.${personId}`), totp_step: null },
    })
    return { secret, otpauth_url: totpAddress(secret, person.email) }
  })
}
