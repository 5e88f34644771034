import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'
import type { Confirmed } from './ask-confirmation.ts'

/** The question is answered: what it was about. Once, by whoever was asked, while it stands. */
export async function spendConfirmation(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, what, id }: { personId: string; what: Confirmed; id: string },
): Promise<string> {
  const now = parts.now()
  return parts.change(async tx => {
    const [spent] = await tx.confirmations.updateManyAndReturn({
      where: { id, person_id: personId, what, used_at: null, expires_at: { gt: now } },
      data: { used_at: now },
      select: { about: true },
    })
    if (!spent) throw new Refusal('confirmation.spent')
    return spent.about
  })
}
