import type { Locale } from '@taxi/contract/shapes.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Words } from '../words/en.ts'
import { refusalText } from '../words/refusal-text.ts'
import { clockTime, minutesUntil } from '../words/times.ts'
import { isMine } from './group-slots.ts'

/** The one line under a slot's name that says how things stand: `Anna · 24 min left`. */
export interface TruthLine {
  says: string
  /** Until when; it is never cut off, `says` may be. */
  left: string | null
  /** What does not fit beside it, in a line of its own. */
  below?: string | null
}

export function truthLine(slot: SlotView, now: Date, words: Words, locale: Locale): TruthLine {
  const left = leftText(slot.until, now, words, locale)
  switch (slot.state) {
    case 'free':
      return { says: words.state.free, left: freeText(slot, now, words, locale) }
    case 'busy':
      return { says: holderText(slot, words), left }
    case 'booked':
      return { says: bookedText(slot, words), left: bookedLeft(slot, now, words, locale) }
    case 'held':
      return { says: heldText(slot, words), left: null }
    case 'working':
      return {
        says: workingText(slot, words),
        left: null,
        below: workingEnd(slot, words, locale),
      }
    case 'closing':
      return { says: slot.why === 'slot.repair' ? words.care.away : words.board.closing, left: null }
    case 'sick':
    case 'off':
      return { says: whyText(slot, locale, now) ?? words.board[slot.state], left: null }
  }
}

/** Relative under an hour, the clock after that. */
export function leftText(until: string | null, now: Date, words: Words, locale: Locale): string | null {
  if (!until) return null
  const minutes = minutesUntil(until, now)
  return minutes < 60 ? words.time.left(minutes) : words.time.until(clockTime(until, locale))
}

/** How long it can be had before it is somebody else’s, where that cuts a turn short. */
function freeText({ free_until, max_minutes }: SlotView, now: Date, words: Words, locale: Locale): string | null {
  if (!free_until) return null
  const minutes = minutesUntil(free_until, now)
  if (minutes >= max_minutes) return null
  return minutes < 60 ? words.bookings.free(minutes) : words.time.until(clockTime(free_until, locale))
}

function bookedText({ booking }: SlotView, words: Words): string {
  if (!booking) return words.board.booked
  return booking.mine ? words.bookings.byYou : words.bookings.by(booking.name)
}

function bookedLeft({ booking, until }: SlotView, now: Date, words: Words, locale: Locale): string | null {
  if (!booking) return leftText(until, now, words, locale)
  const begun = Date.parse(booking.starts_at) <= now.getTime()
  return begun
    ? words.time.until(clockTime(booking.ends_at, locale))
    : words.bookings.since(clockTime(booking.starts_at, locale))
}

function workingText({ working }: SlotView, words: Words): string {
  if (!working) return words.board.working
  return working.mine ? words.hands.workingMine : words.hands.working(working.name)
}

const workingEnd = ({ until }: SlotView, words: Words, locale: Locale) =>
  until && words.hands.atLongest(clockTime(until, locale))

function heldText({ held }: SlotView, words: Words): string {
  if (!held) return words.board.held
  return held.mine ? words.queue.turn : words.queue.held(held.name)
}

function holderText(slot: SlotView, words: Words): string {
  if (isMine(slot)) return words.state.mine
  if (slot.holder?.mine) return words.board.sameMachine
  const name = slot.holder?.name ?? words.board.somebody
  return slot.fsm_state === 'AWAY' ? words.board.away(name) : name
}

const whyText = (slot: SlotView, locale: Locale, now: Date) =>
  slot.why ? refusalText(slot.why, {}, locale, now)?.replace(/\.$/, '') : null
