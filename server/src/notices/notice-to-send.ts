import { Locale } from '@taxi/contract/shapes.ts'
import * as z from 'zod/mini'
import { readSessionFacts } from '../db/read/session.ts'
import { isStillDue, minutesLeft, warningOf } from '../domain/warnings.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'
import { outcomeOf } from './offer-outcome.ts'
import { noticeWords } from './words.ts'

const Payload = z.discriminatedUnion('about', [
  z.object({ about: z.literal('offer'), offer_id: z.uuid() }),
  z.object({ about: z.literal('offer_outcome'), offer_id: z.uuid() }),
  z.object({ about: z.literal('warning'), warning: z.string() }),
  z.object({ about: z.literal('stolen'), sign_in: z.uuid() }),
  z.object({
    about: z.literal('audit_head'),
    day: z.string(),
    rows: z.number(),
    head: z.string(),
    broken_at: z.nullable(z.number()),
  }),
])

/** What a notice says when it is its turn to be sent. */
export type Notice =
  | { type: 'say'; text: string; buttons: Record<string, string> }
  | { type: 'change'; messageId: number; text: string }
  /** What it will tell of has not come about yet. */
  | { type: 'wait' }
  /** Nobody needs to hear it any more. */
  | { type: 'needless' }

type NoticeParts = Pick<Parts, 'config' | 'db' | 'now'>
const NEEDLESS: Notice = { type: 'needless' }

export async function noticeToSend(parts: NoticeParts, payload: unknown): Promise<Notice> {
  const named = Payload.safeParse(payload)
  if (!named.success) return NEEDLESS
  if (named.data.about === 'warning') return warningNotice(parts, named.data.warning)
  if (named.data.about === 'stolen') return stolenNotice(parts, named.data.sign_in)
  if (named.data.about === 'audit_head') return auditNotice(parts, named.data)
  return named.data.about === 'offer'
    ? offerNotice(parts, named.data.offer_id)
    : outcomeNotice(parts, named.data.offer_id)
}

async function offerNotice(parts: NoticeParts, offerId: string): Promise<Notice> {
  const offer = await parts.db.offers.findUnique({ where: { id: offerId }, include: { person: true } })
  if (!offer || offer.settled_at || offer.expires_at <= parts.now() || offer.person.disabled_at) return NEEDLESS
  const slot = await parts.db.slots.findUniqueOrThrow({ where: { id: offer.slot_id } })
  const words = noticeWords[Locale.parse(offer.person.locale)]
  return {
    type: 'say',
    text: words.offer(slot.name, toTheSecond(offer.expires_at, parts.config.COMPANY_TIMEZONE)),
    buttons: {
      [words.take]: `offer:take:${offer.id}`,
      [words.pass]: `offer:pass:${offer.id}`,
      [words.later]: `offer:later:${offer.id}`,
    },
  }
}

/** A turn lasts 90 seconds: `14:05` would say too little. */
function toTheSecond(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' }).format(at)
}

async function outcomeNotice(parts: NoticeParts, offerId: string): Promise<Notice> {
  const said = await parts.db.deliveries.findUnique({ where: { dedupe_key: `offer:${offerId}` } })
  if (!said?.tg_message_id) return NEEDLESS
  const offer = await parts.db.offers.findUnique({ where: { id: offerId }, include: { person: true } })
  if (!offer) return NEEDLESS
  const text = await outcomeOf(parts, offer, Locale.parse(offer.person.locale))
  return text ? { type: 'change', messageId: Number(said.tg_message_id), text } : { type: 'wait' }
}

async function warningNotice({ config, db, now }: NoticeParts, key: string): Promise<Notice> {
  const warning = warningOf(key)
  const facts = await readSessionFacts(db, warning.sessionId)
  if (!facts || warning.endsAt <= now() || !isStillDue(warning, facts, config.AWAY_MINUTES)) return NEEDLESS
  const { slot, person } = await db.sessions.findUniqueOrThrow({
    where: { id: facts.id },
    include: { slot: true, person: true },
  })
  const text = noticeWords[Locale.parse(person.locale)].warnings[warning.timer](slot.name, minutesLeft(warning, now()))
  return { type: 'say', text: `${text}\n${publicUrl(config)}/app`, buttons: {} }
}

async function stolenNotice({ config, db }: NoticeParts, familyId: string): Promise<Notice> {
  const signIn = await db.sign_ins.findUnique({ where: { family_id: familyId }, include: { person: true } })
  if (!signIn || signIn.person.disabled_at) return NEEDLESS
  const text = noticeWords[Locale.parse(signIn.person.locale)].stolen(`${publicUrl(config)}/app/profile`)
  return { type: 'say', text, buttons: {} }
}

/** The administrators' chat speaks the language of the one who was there first. */
async function auditNotice(
  { config, db }: NoticeParts,
  { day, rows, head, broken_at }: { day: string; rows: number; head: string; broken_at: number | null },
): Promise<Notice> {
  const first = await db.people.findFirst({ where: { is_admin: true }, orderBy: { created_at: 'asc' } })
  const words = noticeWords[Locale.safeParse(first?.locale).data ?? 'ru']
  const text = broken_at === null ? words.auditHead(day, rows, head) : words.auditBroken(day, broken_at, head)
  return { type: 'say', text: `${text}\n${publicUrl(config)}/app/audit`, buttons: {} }
}
