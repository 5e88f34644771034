import { newRecoveryCodes } from '../db/write/new-recovery-codes.ts'
import type { Parts } from '../parts.ts'
import { withSecondFactor } from '../sign-in/with-second-factor.ts'

/** New recovery codes for whoever proves their second factor; older ones die. */
export async function renewRecoveryCodes(
  parts: Parts,
  asked: { personId: string; code: string },
): Promise<{ codes: string[] }> {
  return withSecondFactor(parts, asked, async (tx, { id, name }) => {
    tx.record({ action: 'second-factor.recovery-codes', object: { kind: 'person', id, name } })
    await tx.announce({ about: 'person', id })
    return { codes: await newRecoveryCodes(tx, id) }
  })
}
