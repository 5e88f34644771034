import type { Span } from './span.ts'
import { DAY } from './wall-clock.ts'

/** What is dragged over falls on quarters of an hour; the fields of the sheet allow every fifth minute. */
export const QUARTER = 15
const HOUR = 60

/** What limits a choice on one day. */
export interface Bounds {
  /** The first minute that is not in the past; 1440 on a day that is over or too far ahead. */
  earliest: number
  /** The longest one may book, in minutes. */
  longest: number
  /** Where nothing can be booked any more. */
  taken: Span[]
}

/**
 * The time chosen by dragging from one minute of a day to another, downwards or upwards: whole quarters, from where
 * it began to where the pointer is, but never over what is taken. Null where it began on something that cannot be had.
 */
export function dragged(date: string, anchor: number, at: number, bounds: Bounds): Span | null {
  const free = freeAround(date, anchor, bounds)
  if (!free) return null
  const first = floorTo(Math.min(anchor, at))
  const last = floorTo(Math.max(anchor, at)) + QUARTER
  const from = Math.max(free.from, at < anchor ? Math.max(first, last - bounds.longest) : first)
  return { date, from, to: Math.min(free.to, Math.max(last, from + QUARTER), from + bounds.longest) }
}

/** The time chosen by a click: an hour, or what is free of it. */
export function clicked(date: string, at: number, bounds: Bounds): Span | null {
  const free = freeAround(date, at, bounds)
  if (!free) return null
  const from = Math.max(free.from, floorTo(at))
  return { date, from, to: Math.min(free.to, from + Math.min(HOUR, bounds.longest)) }
}

/** The free stretch in which a minute lies. */
function freeAround(date: string, minute: number, { earliest, taken }: Bounds): Span | null {
  const at = Math.min(DAY - 1, Math.max(0, minute))
  const here = taken.filter(span => span.date === date)
  if (floorTo(at) + QUARTER <= earliest || here.some(span => span.from <= at && at < span.to)) return null
  const before = here.filter(span => span.to <= at).map(span => span.to)
  const after = here.filter(span => span.from > at).map(span => span.from)
  return { date, from: Math.max(earliest, 0, ...before), to: Math.min(DAY, ...after) }
}

const floorTo = (minute: number) => Math.floor(Math.min(DAY - 1, Math.max(0, minute)) / QUARTER) * QUARTER
