import { newRecoveryCode, recoveryHash } from '../../outside/recovery-code.ts'
import type { Transaction } from '../client.ts'

const COUNT = 10

/** Ten recovery codes to be shown once; only their hashes are kept, and older ones die. */
export async function newRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newRecoveryCode)
  await tx.recovery_codes.deleteMany({ where: { person_id: personId } })
  await tx.recovery_codes.createMany({
    data: codes.map(code => ({ person_id: personId, code_hash: recoveryHash(personId, code) ?? '' })),
  })
  return codes
}
