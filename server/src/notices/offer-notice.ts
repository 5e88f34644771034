import { Locale } from '@taxi/contract/shapes.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { outcomeOf } from './offer-outcome.ts'
import { outcomeNotice } from './outcome-notice.ts'
import { noticeWords } from './words.ts'

/** A turn came, with buttons to answer it. */
export async function offerNotice(parts: NoticeParts, offerId: string): Promise<Notice> {
  const offer = await parts.db.offers.findUnique({ where: { id: offerId }, include: { person: true } })
  if (!offer || offer.settled_at || offer.expires_at <= parts.now()) return NEEDLESS
  const slot = await parts.db.slots.findUniqueOrThrow({ where: { id: offer.slot_id } })
  const words = noticeWords[Locale.parse(offer.person.locale)]
  return say(words.offer(slot.name, toTheSecond(offer.expires_at, parts.config.COMPANY_TIMEZONE)), {
    [words.take]: `offer:take:${offer.id}`,
    [words.pass]: `offer:pass:${offer.id}`,
    [words.later]: `offer:later:${offer.id}`,
  })
}

/** A turn lasts 90 seconds: `14:05` would say too little. */
function toTheSecond(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' }).format(at)
}

export function offerOutcomeNotice(parts: NoticeParts, offerId: string): Promise<Notice> {
  return outcomeNotice(parts, `offer:${offerId}`, async () => {
    const offer = await parts.db.offers.findUnique({ where: { id: offerId }, include: { person: true } })
    return offer && outcomeOf(parts, offer, Locale.parse(offer.person.locale))
  })
}
