import assert from 'node:assert/strict'
import type pg from 'pg'

/** What is true of the rows whatever happened: each sentence with a query that finds what is against it. */
const invariants: Record<string, string> = {
  'a slot and a screen have one turn at a time, from sitting down to clean': `
    SELECT one.slot_id, one.machine_id, one.id, other.id AS other_id
    FROM sessions one JOIN sessions other
      ON other.id > one.id AND (other.slot_id = one.slot_id OR other.machine_id = one.machine_id)
    WHERE one.started_at < coalesce(other.freed_at, 'infinity')
      AND other.started_at < coalesce(one.freed_at, 'infinity')`,
  'bookings of one seat never overlap': `
    SELECT one.id, other.id AS other_id
    FROM bookings one JOIN bookings other ON other.id > one.id AND other.during && one.during
    WHERE one.status IN ('active', 'kept') AND other.status IN ('active', 'kept')
      AND (other.slot_id = one.slot_id OR (
        SELECT count(DISTINCT machine_id) FROM slot_machines WHERE slot_id IN (one.slot_id, other.slot_id)) = 1)`,
  'every session that ended owes its person one dump, a running one none': `
    SELECT session.id FROM sessions session LEFT JOIN dumps dump ON dump.session_id = session.id
    WHERE (dump.id IS NOT NULL) <> (session.ended_at IS NOT NULL) OR dump.person_id <> session.person_id`,
  'who took a held turn sat down with it': `
    SELECT offer.id FROM offers offer WHERE offer.outcome = 'taken' AND NOT EXISTS (
      SELECT FROM sessions session WHERE session.person_id = offer.person_id AND session.slot_id = offer.slot_id
        AND session.started_at = offer.settled_at)`,
  'a place that was used up led to a seat': `
    SELECT place.id FROM places place WHERE place.outcome = 'took' AND NOT EXISTS (
      SELECT FROM sessions session JOIN slots slot ON slot.id = session.slot_id
      WHERE session.person_id = place.person_id AND session.started_at = place.left_at
        AND (slot.id = place.slot_id OR slot.service = place.service))`,
  'a turn on a booking is its person’s, at its slot': `
    SELECT session.id FROM sessions session JOIN bookings booking ON booking.id = session.booking_id
    WHERE booking.person_id <> session.person_id OR booking.slot_id <> session.slot_id`,
  'a booking that was kept had its person at the seat': `
    SELECT booking.id FROM bookings booking WHERE booking.status = 'kept' AND NOT EXISTS (
      SELECT FROM sessions session WHERE session.booking_id = booking.id)`,
  'who was handed a seat sits at it, right after': `
    SELECT session.id FROM sessions session JOIN sessions before ON before.id = session.follows_id
    WHERE before.handed_to IS DISTINCT FROM session.person_id OR before.slot_id <> session.slot_id
      OR before.machine_id <> session.machine_id OR before.freed_at <> session.started_at`,
  'nobody waits for the seat they sit at': `
    SELECT place.id FROM places place
    JOIN slots slot ON slot.id = place.slot_id OR slot.service = place.service
    JOIN sessions session ON session.slot_id = slot.id AND session.person_id = place.person_id
    WHERE place.left_at IS NULL AND session.ended_at IS NULL`,
  'a held turn is for somebody who waits in that line': `
    SELECT offer.id FROM offers offer JOIN places place ON place.id = offer.place_id
    JOIN slots slot ON slot.id = offer.slot_id
    WHERE offer.settled_at IS NULL AND (place.left_at IS NOT NULL OR place.person_id <> offer.person_id
      OR NOT (coalesce(place.slot_id = slot.id, false) OR coalesce(place.service = slot.service, false)))`,
  'who let two turns pass in silence does not wait any more': `
    SELECT id FROM places WHERE left_at IS NULL AND ignored >= 2`,
  'everybody stands at a point of the line of their own': `
    SELECT rank FROM places GROUP BY rank HAVING count(*) > 1`,
  'what was sent says when and as which message, and is in nobody’s hands': `
    SELECT id FROM deliveries WHERE state = 'sent' AND (sent_at IS NULL OR lease_owner IS NOT NULL)`,
  'what is in hand says whose and how long': `
    SELECT id FROM deliveries WHERE state = 'leased' AND (lease_owner IS NULL OR lease_until IS NULL)`,
  'what is found in a chat is found by whoever sat at it': `
    SELECT text.session_id FROM chat_texts text JOIN sessions session ON session.id = text.session_id
    WHERE text.person_id <> session.person_id`,
  'a dump that is gone holds nothing, and nothing of it is found': `
    SELECT dump.id FROM dumps dump WHERE dump.state = 'expired' AND (dump.parts <> '[]' OR dump.items <> '[]'
      OR dump.sealed <> '{}' OR EXISTS (SELECT FROM chats WHERE chats.session_id = dump.session_id))`,
  'a command that was answered with a session has one': `
    SELECT route, key FROM idempotency_keys WHERE status = 201 AND reply ? 'session_id' AND NOT EXISTS (
      SELECT FROM sessions WHERE id::text = reply ->> 'session_id')`,
}

const everything = Object.entries(invariants)
  .map(([sentence, query]) => `SELECT '${sentence}' AS sentence, to_jsonb(found) AS found FROM (${query}) AS found`)
  .join('\nUNION ALL\n')

/** Fails with the sentences that do not hold and the rows against them. Asked after a restore, and when a test’s database is closed. */
export async function assertInvariants(client: Pick<pg.Client, 'query'>): Promise<void> {
  const { rows } = await client.query<{ sentence: string; found: object }>(everything)
  assert.deepEqual(
    rows.map(({ sentence, found }) => `${sentence}: ${JSON.stringify(found)}`),
    [],
    'what must be true of the rows is not',
  )
}
