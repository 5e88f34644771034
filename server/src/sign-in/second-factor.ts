import type { Transaction } from '../db/client.ts'
import type { peopleModel } from '../db/generated/models.ts'
import { recoveryHash } from '../outside/recovery-code.ts'
import { totpStep } from '../outside/totp.ts'
import type { Parts } from '../parts.ts'

/** By which of the two a second factor was proved. */
export type FactorUsed = 'totp' | 'recovery'

/** Uses up a code of the person's authenticator, or a recovery code; null when it does not fit or was used before. */
export async function spendSecondFactor(
  parts: Pick<Parts, 'secrets' | 'now'>,
  tx: Transaction,
  person: Pick<peopleModel, 'id' | 'totp_secret'>,
  code: string,
): Promise<FactorUsed | null> {
  if (person.totp_secret && (await spendTotp(parts, tx, person.id, person.totp_secret, code))) return 'totp'
  return (await spendRecoveryCode(parts, tx, person.id, code)) ? 'recovery' : null
}

/** A code works once: of two at the same instant one passes. */
async function spendTotp(
  { secrets, now }: Pick<Parts, 'secrets' | 'now'>,
  tx: Transaction,
  personId: string,
  sealed: string,
  code: string,
): Promise<boolean> {
  const step = totpStep(secrets.open(sealed, `people.totp_secret.${personId}`), code, now())
  if (step === null) return false
  const spent = await tx.people.updateMany({
    where: { id: personId, OR: [{ totp_step: null }, { totp_step: { lt: step } }] },
    data: { totp_step: step },
  })
  return spent.count === 1
}

async function spendRecoveryCode(
  { now }: Pick<Parts, 'now'>,
  tx: Transaction,
  person_id: string,
  code: string,
): Promise<boolean> {
  const code_hash = recoveryHash(person_id, code)
  if (!code_hash) return false
  const where = { person_id, code_hash, used_at: null }
  return (await tx.recovery_codes.updateMany({ where, data: { used_at: now() } })).count === 1
}
