import { type Bounds, dragged, QUARTER } from './drag.ts'
import type { Span } from './span.ts'
import { DAY } from './wall-clock.ts'

export interface MoveOptions {
  days: string[]
  boundsOf: (date: string) => Bounds
}

/** Minutes a key moves the choice by, and its end with Shift. */
const steps: Record<string, number> = { ArrowUp: -QUARTER, ArrowDown: QUARTER, PageUp: -60, PageDown: 60 }

/**
 * The chosen time after a key, null when the key means nothing here: up and down move it, with Shift they move its
 * end; left and right take it to the neighbouring day. It never goes into the past, but it may lie on what is taken:
 * then the way behind it stays open, and booking is refused in words.
 */
export function moveChoice(choice: Span, key: string, shift: boolean, { days, boundsOf }: MoveOptions): Span | null {
  const step = steps[key]
  if (step) return shift ? resized(choice, step, boundsOf(choice.date)) : moved(choice, step, boundsOf(choice.date))
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (!side) return null
  const date = days[days.indexOf(choice.date) + side]
  if (!date) return choice
  const { earliest } = boundsOf(date)
  return earliest >= DAY ? choice : moved({ ...choice, date }, 0, boundsOf(date))
}

function moved(choice: Span, by: number, { earliest }: Bounds): Span {
  const length = choice.to - choice.from
  const latest = DAY - length
  const from = Math.min(latest, Math.max(earliest, snapped(choice.from + by, by)))
  return { ...choice, from, to: from + length }
}

function resized(choice: Span, by: number, { longest }: Bounds): Span {
  const to = Math.min(DAY, choice.from + longest, Math.max(choice.from + QUARTER, choice.to + by))
  return { ...choice, to }
}

/** Back onto a quarter, in the direction of the move. */
function snapped(minute: number, by: number): number {
  if (by === 0) return minute
  return (by > 0 ? Math.floor(minute / QUARTER) : Math.ceil(minute / QUARTER)) * QUARTER
}

const HOUR = 60

/** The first hour of the week that is free from now on; a shorter stretch when there is none. */
export function firstFree({ days, boundsOf }: MoveOptions): Span | null {
  let shorter: Span | null = null
  for (const date of days) {
    const bounds = boundsOf(date)
    for (let from = Math.ceil(bounds.earliest / QUARTER) * QUARTER; from < DAY; from += QUARTER) {
      const free = dragged(date, from, Math.min(DAY, from + HOUR) - 1, bounds)
      if (free && free.to - free.from >= Math.min(HOUR, bounds.longest)) return free
      shorter ??= free
    }
  }
  return shorter
}
