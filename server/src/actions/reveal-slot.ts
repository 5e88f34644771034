import type { Revealed } from '@taxi/contract/safety.ts'
import { countAttempt } from '../db/write/count-attempt.ts'
import { Refusal } from '../domain/refusal.ts'
import { REVEALED_SECONDS, REVEALS } from '../domain/reveal.ts'
import type { Parts } from '../parts.ts'

/** Shows an account's credentials to somebody who says why. It is in the audit log before they see anything. */
export async function revealSlot(
  parts: Pick<Parts, 'change' | 'now' | 'secrets'>,
  { slotId, by, reason }: { slotId: string; by: { id: string }; reason: string },
): Promise<Revealed> {
  const { slot, seconds } = await parts.change(async tx => {
    const slot = await tx.slots.findUnique({ where: { id: slotId } })
    if (!slot) throw new Refusal('slot.unknown')
    if (!slot.login_encrypted && !slot.password_encrypted) throw new Refusal('slot.no-credentials')
    const { seconds } = await countAttempt(tx, [{ kind: 'reveal', key: by.id, limit: REVEALS }], parts.now())
    tx.record({
      action: seconds ? 'slot.reveal-refused' : 'slot.reveal',
      object: { kind: 'slot', id: slot.id, name: slot.name },
      reason,
    })
    return { slot, seconds }
  })
  // Said after the commit: a refusal inside would roll the record back.
  if (seconds > 0) throw new Refusal('request.too-many', { seconds: String(seconds) })
  const open = (sealed: string | null, column: string) =>
    sealed && parts.secrets.open(sealed, `slots.${column}.${slot.id}`)
  return {
    login: open(slot.login_encrypted, 'login_encrypted'),
    password: open(slot.password_encrypted, 'password_encrypted'),
    seconds: REVEALED_SECONDS,
  }
}
