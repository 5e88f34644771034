import type { Transaction } from '../db/client.ts'
import type { sessionsModel } from '../db/generated/models.ts'
import { askedSessionOf } from '../db/read/asked-session.ts'
import { knownAsk, readAsksOfSession } from '../db/read/asks.ts'
import { readSlot } from '../db/read/board.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { oweQuestion } from '../db/write/owe-question.ts'
import { settleAsk } from '../db/write/settle-ask.ts'
import { whyNoRoom } from '../db/write/why-no-room.ts'
import { placeIn, writePlace } from '../db/write/write-place.ts'
import { yieldSeat } from '../db/write/yield-seat.ts'
import { type AskFacts, askExpiry, isAsleep, isOpen, whyNotAsk, whyNotAskAgain } from '../domain/ask.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { BoardSlot } from '../domain/slot-view.ts'
import { askWords } from '../notices/ask-words.ts'
import type { Parts } from '../parts.ts'

/**
 * Asks the holder of a slot politely. Whoever asks stands in line for it, so that the turn is theirs when the answer is
 * yes; a holder who is asleep need not answer. Repeated while it is open, it answers the same request: its id.
 */
export async function askHolder(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  { person, slotId, minutes }: { person: Person; slotId: string; minutes: number },
): Promise<string> {
  const now = parts.now()
  return parts.change(async tx => {
    const { slot, session } = await lockHeld(tx, slotId, person)
    const earlier = await readAsksOfSession(tx, session.id)
    insist(whyNotAskAgain(earlier, person, now))
    const last = earlier.find(ask => ask.state === 'open')
    if (last && isOpen(last, now)) return last.id
    // It has lapsed; the clock has not come by yet.
    if (last) await settleAsk(tx, last, 'expired', now)
    const line = { slotId }
    if (!placeIn(line, [slot], person)) await writePlace(tx, line, [slot], person, now)
    const ask = await writeAsk(tx, session, { personId: person.id, minutes }, now)
    if (isAsleep(askedSessionOf(session), now))
      await yieldSeat(parts, tx, ask, session, askWords[ask.to.locale].asleep(ask.from.name))
    else await tellHolder(tx, ask)
    return ask.id
  })
}

/** A slot that this person may ask for, with the session that has it, both held: it cannot end meanwhile. */
async function lockHeld(
  tx: Transaction,
  slotId: string,
  person: Person,
): Promise<{ slot: BoardSlot; session: sessionsModel }> {
  await lockSlot(tx, slotId)
  const slot = await readSlot(tx, slotId)
  if (!slot) throw new Refusal('slot.unknown')
  // Whoever has as many slots as one may have could not take the turn.
  insist(whyNotAsk(slot, person) ?? (await whyNoRoom(tx, person.id)))
  const session = slot.session && (await lockSession(tx, slot.session.id))
  if (!session || session.ended_at) throw new Refusal('ask.nobody')
  return { slot, session }
}

async function writeAsk(
  tx: Transaction,
  session: sessionsModel,
  { personId, minutes }: { personId: string; minutes: number },
  now: Date,
): Promise<AskFacts> {
  const { id } = await tx.asks.create({
    data: {
      session_id: session.id,
      slot_id: session.slot_id,
      person_id: personId,
      minutes,
      asked_at: now,
      expires_at: askExpiry(now),
    },
  })
  await tx.announce({ about: 'ask', id })
  return knownAsk(tx, id)
}

async function tellHolder(tx: Transaction, { id, to, expiresAt }: AskFacts): Promise<void> {
  await oweQuestion(tx, {
    key: `ask:${id}`,
    personId: to.id,
    expiresAt,
    asks: { about: 'ask', ask_id: id },
    outcome: { about: 'ask_outcome', ask_id: id },
  })
}
