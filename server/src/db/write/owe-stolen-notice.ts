import type { Transaction } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'

/** Above everything else that waits for this person. */
const PRIORITY = 50
const DAY_MS = 24 * 3_600_000

/** Tells a person in Telegram, when they have it linked, that an old sign-in of theirs was used by somebody. */
export async function oweStolenNotice(
  tx: Transaction,
  person: Pick<peopleModel, 'id' | 'telegram_id'>,
  signInId: string,
  now: Date,
): Promise<void> {
  if (!person.telegram_id) return
  await tx.deliveries.createMany({
    data: [
      {
        kind: 'notice',
        person_id: person.id,
        chat_id: person.telegram_id,
        dedupe_key: `stolen:${signInId}`,
        payload: { about: 'stolen', sign_in: signInId },
        priority: PRIORITY,
        expires_at: new Date(now.getTime() + DAY_MS),
      },
    ],
    skipDuplicates: true,
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
