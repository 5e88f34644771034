import { EndReason } from '@taxi/contract/sessions.ts'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
import type { sessionsModel } from '../generated/models.ts'
import { dropAsks } from './settle-ask.ts'
import { settleBooking } from './settle-booking.ts'

export interface End {
  reason: EndReason
  /** The name of who ended it, when it was a person other than the holder. */
  endedBy?: string | undefined
  note?: string | undefined
  /** The work goes on without its person, until then at longest; only then the seat is closed. */
  worksUntil?: Date | null | undefined
}
export interface Ended {
  session_id: string
  dump_id: string
  end_reason: EndReason
  /** False when it had ended before: the first reason stands. */
  now: boolean
}

const DAY = 24 * 3_600_000

/** Ends a session whose row is locked, once: writes the end and the dump that is owed for it, and tells everybody. */
export async function writeEnd(
  parts: Pick<Parts, 'config' | 'now'>,
  tx: Transaction,
  session: Pick<
    sessionsModel,
    'id' | 'person_id' | 'slot_id' | 'started_at' | 'ended_at' | 'end_reason' | 'booking_id'
  >,
  end: End,
): Promise<Ended> {
  if (session.ended_at) {
    const dump = await tx.dumps.findUniqueOrThrow({ where: { session_id: session.id }, select: { id: true } })
    return { session_id: session.id, dump_id: dump.id, end_reason: EndReason.parse(session.end_reason), now: false }
  }
  const at = parts.now()
  const { person, slot } = await tx.sessions.update({
    where: { id: session.id },
    data: {
      state: 'ended',
      ended_at: at,
      end_reason: end.reason,
      ended_by: end.endedBy ?? null,
      end_note: end.note ?? null,
      working_until: end.worksUntil ?? null,
      away_since: null,
    },
    select: { person: { select: { name: true } }, slot: { select: { id: true, name: true } } },
  })
  tx.record({
    action: end.reason === 'kicked' ? 'session.kick' : 'session.end',
    object: { kind: 'session', id: session.id, name: slot.name },
    after: { slot: slot.id, person: person.name, end_reason: end.reason },
    reason: end.note,
  })
  const dump = await tx.dumps.create({
    data: {
      session_id: session.id,
      person_id: session.person_id,
      state: 'sealing',
      created_at: at,
      deadline: new Date(at.getTime() + DAY),
      expires_at: new Date(at.getTime() + parts.config.DUMP_DAYS * DAY),
    },
  })
  await settleBooking(tx, session, end.reason, at)
  await dropAsks(tx, session.id, at)
  await tx.announce({ about: 'slot', id: session.slot_id })
  await tx.announce({ about: 'session', id: session.id })
  await tx.announce({ about: 'dump', id: dump.id })
  await tx.announce({ about: 'wake', id: 'closing' })
  return { session_id: session.id, dump_id: dump.id, end_reason: end.reason, now: true }
}
