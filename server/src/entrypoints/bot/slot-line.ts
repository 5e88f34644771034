import { isRefusalCode, sentenceOf } from '@taxi/contract/refusals.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { type Telling, timeInWords } from '../../company-clock.ts'
import { slotWords } from './slot-words.ts'

/** A state is never colour alone. */
const SHAPE: Record<SlotView['state'], string> = {
  free: '○',
  held: '◔',
  busy: '●',
  closing: '◌',
  working: '◍',
  booked: '◷',
  sick: '✕',
  off: '–',
}
const MINE = '★'
const MINUTE = 60_000
const HALF_A_DAY = 12 * 60

export const shapeOf = (slot: SlotView): string =>
  slot.holder?.mine || slot.held?.mine || slot.working?.mine ? MINE : SHAPE[slot.state]

/** How a slot stands for its reader, one line without its name. */
export function slotLine(slot: SlotView, telling: Telling): string {
  const words = slotWords[telling.locale]
  const time = (at: string | null) => (at ? timeInWords(new Date(at), telling) : '')
  switch (slot.state) {
    case 'free':
      return slot.free_until ? words.freeUntil(time(slot.free_until)) : words.free
    case 'busy':
      return busyLine(slot, telling)
    case 'held':
      return slot.held?.mine
        ? words.yourTurn(time(slot.held.expires_at))
        : words.held(slot.held?.name ?? words.somebody)
    case 'closing':
      return slot.why && isRefusalCode(slot.why) ? sentenceOf(slot.why, telling.locale) : words.closing
    case 'working':
      return words.working(slot.working?.name ?? words.somebody, time(slot.until))
    case 'booked':
      return slot.booking?.mine
        ? words.bookedMine(time(slot.booking.ends_at))
        : words.booked(slot.booking?.name ?? words.somebody, time(slot.booking?.starts_at ?? null))
    case 'sick':
    case 'off':
      return slot.why && isRefusalCode(slot.why) ? sentenceOf(slot.why, telling.locale) : words.off
  }
}

function busyLine(slot: SlotView, telling: Telling): string {
  const words = slotWords[telling.locale]
  const left = slot.until ? leftUntil(new Date(slot.until), telling) : ''
  if (slot.holder?.mine && slot.session_id) return words.mine(left)
  const who = slot.holder?.name ?? words.somebody
  return slot.fsm_state === 'AWAY' ? words.away(who, left) : words.busy(who, left)
}

/** `24 min left`, from an hour on `until 15:40`; the day is told only when it is far. */
export function leftUntil(at: Date, telling: Telling): string {
  const words = slotWords[telling.locale]
  const minutes = Math.max(1, Math.ceil((at.getTime() - telling.now.getTime()) / MINUTE))
  if (minutes < 60) return words.minutesLeft(minutes)
  return words.until(timeInWords(at, minutes < HALF_A_DAY ? { ...telling, now: at } : telling))
}

/** `3 waiting`, `you are next · 5–10 min to wait`; empty when nobody waits. */
export function queueLine({ queue }: Pick<SlotView, 'queue'>, { locale }: Telling): string {
  const words = slotWords[locale]
  if (queue.my_position === null) return queue.waiting ? words.waiting(queue.waiting) : ''
  const wait = queue.estimate ? [words.wait(queue.estimate.from_min, queue.estimate.to_min)] : []
  return [words.place(queue.my_position, queue.waiting), ...wait].join(' · ')
}
