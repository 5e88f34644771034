import * as z from 'zod/mini'
import { publicUrl } from '../public-url.ts'
import {
  lookNotice,
  machineBackNotice,
  machineDownNotice,
  renewalNotice,
  signedInNotice,
  signedOutNotice,
  undeliveredNotice,
} from './alert-notices.ts'
import { askCameNotice, askNotice, askOutcomeNotice } from './ask-notice.ts'
import { auditNotice } from './audit-notice.ts'
import { bookingNotice } from './booking-notice.ts'
import { dumpKeptNotice } from './dump-kept-notice.ts'
import { handedNotice } from './handed.ts'
import { kickNotice } from './kick-notice.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { offerNotice, offerOutcomeNotice } from './offer-notice.ts'
import { stolenNotice } from './stolen-notice.ts'
import { warningNotice } from './warning-notice.ts'
import { weekNotice } from './week-notice.ts'

export type { Notice }

const Payload = z.discriminatedUnion('about', [
  z.object({ about: z.literal('offer'), offer_id: z.uuid() }),
  z.object({ about: z.literal('offer_outcome'), offer_id: z.uuid() }),
  z.object({ about: z.literal('warning'), warning: z.string() }),
  z.object({ about: z.literal('ask'), ask_id: z.uuid() }),
  z.object({ about: z.literal('ask_outcome'), ask_id: z.uuid() }),
  z.object({ about: z.literal('ask_came'), ask_id: z.uuid() }),
  z.object({ about: z.literal('booking'), notice: z.string() }),
  z.object({ about: z.literal('kicked'), session_id: z.uuid() }),
  z.object({ about: z.literal('handed'), session_id: z.uuid() }),
  z.object({ about: z.literal('stolen'), sign_in: z.uuid() }),
  z.object({ about: z.literal('machine_down'), vm_id: z.string(), since: z.string() }),
  z.object({ about: z.literal('machine_back'), vm_id: z.string(), since: z.string(), down: z.string() }),
  z.object({ about: z.literal('signed_out'), machine_id: z.string(), service: z.string() }),
  z.object({ about: z.literal('signed_in'), machine_id: z.string(), service: z.string() }),
  z.object({ about: z.literal('dump_kept'), dump_id: z.uuid() }),
  z.object({ about: z.literal('undelivered'), dump_id: z.uuid() }),
  z.object({ about: z.literal('look'), machine_id: z.string() }),
  z.object({ about: z.literal('week'), from: z.iso.date() }),
  z.object({ about: z.literal('renewal'), slot_id: z.string() }),
  z.object({
    about: z.literal('audit_head'),
    day: z.string(),
    rows: z.number(),
    head: z.string(),
    broken_at: z.nullable(z.number()),
  }),
])

/** Reads what a notice is about at the moment it is sent. */
export async function noticeToSend(parts: NoticeParts, payload: unknown): Promise<Notice> {
  const read = Payload.safeParse(payload)
  if (!read.success) return NEEDLESS
  const named = read.data
  switch (named.about) {
    case 'offer':
      return offerNotice(parts, named.offer_id)
    case 'offer_outcome':
      return offerOutcomeNotice(parts, named.offer_id)
    case 'warning':
      return warningNotice(parts, named.warning)
    case 'ask':
      return askNotice(parts, named.ask_id)
    case 'ask_outcome':
      return askOutcomeNotice(parts, named.ask_id)
    case 'ask_came':
      return askCameNotice(parts, named.ask_id)
    case 'booking': {
      const told = await bookingNotice(parts, named.notice)
      return told ? say(`${told.text}\n${publicUrl(parts.config)}/app`) : NEEDLESS
    }
    case 'stolen':
      return stolenNotice(parts, named.sign_in)
    case 'machine_down':
      return machineDownNotice(parts, named.vm_id, named.since)
    case 'machine_back':
      return machineBackNotice(parts, named)
    case 'signed_out':
      return signedOutNotice(parts, named)
    case 'signed_in':
      return signedInNotice(parts, named)
    case 'dump_kept':
      return dumpKeptNotice(parts, named.dump_id)
    case 'undelivered':
      return undeliveredNotice(parts, named.dump_id)
    case 'look':
      return lookNotice(parts, named.machine_id)
    case 'week':
      return weekNotice(parts, named.from)
    case 'renewal':
      return renewalNotice(parts, named.slot_id)
    case 'audit_head':
      return auditNotice(parts, named)
    case 'kicked':
      return kickNotice(parts, named.session_id)
    case 'handed': {
      const handed = await handedNotice(parts, named.session_id)
      return handed ? say(`${handed.text}\n${publicUrl(parts.config)}/app`) : NEEDLESS
    }
  }
}
