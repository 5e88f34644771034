import type { Transaction } from '../client.ts'
import type { offersModel } from '../generated/models.ts'

/** Above the files of dumps: a turn is held for 90 seconds, a file can wait. */
const PRIORITY = 20
/** Below everything: it waits for the offer's end and must hold nobody up. */
const AFTERWARDS = -10
/** Who settles an offer at its end needs a moment. */
const SETTLED_MS = 2_000
const HOUR_MS = 3_600_000

/**
 * An offer was made: its person is told in Telegram, when they have it linked, and the message is changed afterwards
 * to what came of the offer.
 */
export async function oweOfferNotice(
  tx: Transaction,
  offer: Pick<offersModel, 'id' | 'person_id' | 'expires_at'>,
): Promise<void> {
  const person = await tx.people.findUniqueOrThrow({ where: { id: offer.person_id }, select: { telegram_id: true } })
  if (!person.telegram_id) return
  const owed = { kind: 'notice', person_id: offer.person_id, chat_id: person.telegram_id }
  await tx.deliveries.createMany({
    data: [
      {
        ...owed,
        dedupe_key: `offer:${offer.id}`,
        payload: { about: 'offer', offer_id: offer.id },
        priority: PRIORITY,
        expires_at: offer.expires_at,
      },
      {
        ...owed,
        dedupe_key: `offer:${offer.id}:outcome`,
        payload: { about: 'offer_outcome', offer_id: offer.id },
        priority: AFTERWARDS,
        not_before: new Date(offer.expires_at.getTime() + SETTLED_MS),
        expires_at: new Date(offer.expires_at.getTime() + HOUR_MS),
      },
    ],
    skipDuplicates: true,
  })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
