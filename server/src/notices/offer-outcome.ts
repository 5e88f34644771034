import type { Locale } from '@taxi/contract/shapes.ts'
import type { offersModel } from '../db/generated/models.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'
import { noticeWords } from './words.ts'

/** What came of an offer, for the place where its message stands; null while it is open. */
export async function outcomeOf(
  { config, db }: Pick<Parts, 'config' | 'db'>,
  offer: Pick<offersModel, 'slot_id' | 'place_id' | 'outcome'>,
  locale: Locale,
): Promise<string | null> {
  if (!offer.outcome) return null
  const slot = await db.slots.findUniqueOrThrow({ where: { id: offer.slot_id } })
  const words = noticeWords[locale]
  switch (offer.outcome) {
    case 'taken':
      return words.taken(slot.name, `${publicUrl(config)}/app`)
    case 'passed':
      return words.passed(slot.name)
    case 'later':
      return words.postponed(slot.name)
    case 'withdrawn':
      return words.withdrawn(slot.name)
    default:
      return (await isDropped(db, offer.place_id)) ? words.dropped(slot.name) : words.ignored(slot.name)
  }
}

async function isDropped(db: Parts['db'], placeId: string): Promise<boolean> {
  return (await db.places.findUnique({ where: { id: placeId } }))?.outcome === 'dropped'
}
