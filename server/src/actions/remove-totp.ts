import { switchSecondFactorOff } from '../db/write/switch-second-factor-off.ts'
import type { Parts } from '../parts.ts'
import { withSecondFactor } from '../sign-in/with-second-factor.ts'

/** Switches one's second factor off, with a code of it or a recovery code. */
export async function removeTotp(parts: Parts, asked: { personId: string; code: string }): Promise<void> {
  await withSecondFactor(parts, asked, async (tx, { id, name }) => {
    await switchSecondFactorOff(tx, id)
    tx.record({ action: 'second-factor.off', object: { kind: 'person', id, name } })
  })
}
