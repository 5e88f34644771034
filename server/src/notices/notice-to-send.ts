import * as z from 'zod/mini'
import { publicUrl } from '../public-url.ts'
import { lookNotice, renewalNotice, undeliveredNotice } from './alert-notices.ts'
import { askCameNotice, askNotice, askOutcomeNotice } from './ask-notice.ts'
import { auditNotice } from './audit-notice.ts'
import { bookingNotice } from './booking-notice.ts'
import { dumpKeptNotice } from './dump-kept-notice.ts'
import { emailCodeNotice } from './email-code-notice.ts'
import { handedNotice } from './handed.ts'
import { incidentNotice, incidentOverNotice } from './incident-notices.ts'
import { kickNotice } from './kick-notice.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { offerNotice, offerOutcomeNotice } from './offer-notice.ts'
import { stolenNotice } from './stolen-notice.ts'
import { supplementNotice } from './supplement-notice.ts'
import { warningNotice } from './warning-notice.ts'
import { weekNotice } from './week-notice.ts'

export type { Notice }

/** What a notice may be about: what its row names, and how it is read from that at the moment it is sent. */
const reads: Record<string, (parts: NoticeParts, payload: unknown, secret: string | null) => Promise<Notice>> = {
  offer: of(z.object({ offer_id: z.uuid() }), (parts, { offer_id }) => offerNotice(parts, offer_id)),
  offer_outcome: of(z.object({ offer_id: z.uuid() }), (parts, { offer_id }) => offerOutcomeNotice(parts, offer_id)),
  warning: of(z.object({ warning: z.string() }), (parts, { warning }) => warningNotice(parts, warning)),
  ask: of(z.object({ ask_id: z.uuid() }), (parts, { ask_id }) => askNotice(parts, ask_id)),
  ask_outcome: of(z.object({ ask_id: z.uuid() }), (parts, { ask_id }) => askOutcomeNotice(parts, ask_id)),
  ask_came: of(z.object({ ask_id: z.uuid() }), (parts, { ask_id }) => askCameNotice(parts, ask_id)),
  booking: of(z.object({ notice: z.string() }), (parts, { notice }) => withPortal(parts, bookingNotice(parts, notice))),
  handed: of(z.object({ session_id: z.uuid() }), (parts, { session_id }) =>
    withPortal(parts, handedNotice(parts, session_id)),
  ),
  kicked: of(z.object({ session_id: z.uuid() }), (parts, { session_id }) => kickNotice(parts, session_id)),
  stolen: of(z.object({ sign_in: z.uuid() }), (parts, { sign_in }) => stolenNotice(parts, sign_in)),
  dump_kept: of(z.object({ dump_id: z.uuid() }), (parts, { dump_id }) => dumpKeptNotice(parts, dump_id)),
  supplement: of(z.object({ dump_id: z.uuid() }), (parts, { dump_id }) => supplementNotice(parts, dump_id)),
  email_code: of(z.object({ challenge_id: z.uuid() }), (parts, { challenge_id }, secret) =>
    emailCodeNotice(parts, challenge_id, secret),
  ),
  // To the administrators' chat.
  incident: of(z.object({ incident_id: z.uuid() }), (parts, { incident_id }) => incidentNotice(parts, incident_id)),
  incident_over: of(z.object({ incident_id: z.uuid() }), (parts, { incident_id }) =>
    incidentOverNotice(parts, incident_id),
  ),
  look: of(z.object({ machine_id: z.string() }), (parts, { machine_id }) => lookNotice(parts, machine_id)),
  undelivered: of(z.object({ dump_id: z.uuid() }), (parts, { dump_id }) => undeliveredNotice(parts, dump_id)),
  renewal: of(z.object({ slot_id: z.string() }), (parts, { slot_id }) => renewalNotice(parts, slot_id)),
  week: of(z.object({ from: z.iso.date() }), (parts, { from }) => weekNotice(parts, from)),
  audit_head: of(
    z.object({ day: z.string(), rows: z.number(), head: z.string(), broken_at: z.nullable(z.number()) }),
    auditNotice,
  ),
}

const About = z.object({ about: z.string() })

/**
 * Reads what a notice is about at the moment it is sent. What this version does not know is told to nobody. `secret` is
 * what lay sealed in its row.
 */
export async function noticeToSend(
  parts: NoticeParts,
  payload: unknown,
  secret: string | null = null,
): Promise<Notice> {
  const about = About.safeParse(payload).data?.about ?? ''
  const read = Object.hasOwn(reads, about) ? reads[about] : undefined
  return read ? read(parts, payload, secret) : NEEDLESS
}

function of<T extends z.ZodMiniType>(
  names: T,
  read: (parts: NoticeParts, named: z.output<T>, secret: string | null) => Promise<Notice>,
) {
  return async (parts: NoticeParts, payload: unknown, secret: string | null) => {
    const named = names.safeParse(payload)
    return named.success ? read(parts, named.data, secret) : NEEDLESS
  }
}

async function withPortal({ config }: NoticeParts, told: Promise<{ text: string } | null>): Promise<Notice> {
  const notice = await told
  return notice ? say(`${notice.text}\n${publicUrl(config)}/app`) : NEEDLESS
}
