import type { WaitEstimate } from '@taxi/contract/queue.ts'
import type { Words } from '../words/en.ts'

interface Line {
  waiting: number
  /** One's own place; null when one does not wait here. */
  position: number | null
  estimate: WaitEstimate | null
}

/** How a line stands, in a few words: `3 wait · about 10–20 min`, `you are 2nd in line · about 5 min`; null when it is empty. */
export function waitText({ waiting, position, estimate }: Line, words: Words): string | null {
  if (position === null && waiting === 0) return null
  const who = position === null ? words.queue.waiting(waiting) : words.queue.you(position, waiting)
  return estimate ? `${who} · ${estimateText(estimate, words)}` : who
}

function estimateText({ from_min, to_min }: WaitEstimate, words: Words): string {
  if (to_min < 1) return words.queue.soon
  if (from_min < 1) return words.queue.upTo(to_min)
  return words.queue.about(from_min, to_min)
}
