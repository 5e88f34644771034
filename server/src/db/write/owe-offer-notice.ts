import type { Transaction } from '../client.ts'
import type { offersModel } from '../generated/models.ts'
import { oweQuestion } from './owe-question.ts'

/** An offer was made: its person is told in Telegram, and afterwards what came of it. */
export async function oweOfferNotice(
  tx: Transaction,
  { id, person_id, expires_at }: Pick<offersModel, 'id' | 'person_id' | 'expires_at'>,
): Promise<void> {
  await oweQuestion(tx, {
    key: `offer:${id}`,
    personId: person_id,
    expiresAt: expires_at,
    asks: { about: 'offer', offer_id: id },
    byMail: true,
    outcome: { about: 'offer_outcome', offer_id: id },
  })
}
