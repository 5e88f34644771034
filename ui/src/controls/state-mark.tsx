import type { SlotState } from '@taxi/contract/slots.ts'
import type { JSX } from 'solid-js'

export type MarkState = SlotState | 'mine'

/** The shape of a state, in its colour. The word stands beside it: never colour alone. */
export function StateMark(props: { state: MarkState }): JSX.Element {
  return (
    <svg viewBox="0 0 12 12" class={`size-3 shrink-0 ${colours[props.state]}`} fill="none" aria-hidden="true">
      {shapes[props.state]()}
    </svg>
  )
}

const colours: Record<MarkState, string> = {
  free: 'text-free',
  held: 'text-waiting',
  busy: 'text-busy',
  mine: 'text-mine',
  closing: 'text-busy',
  working: 'text-working',
  booked: 'text-waiting',
  sick: 'text-sick',
  off: 'text-off',
}

const dot = () => <circle cx="6" cy="6" r="4.5" fill="currentColor" />
const ring = () => <circle cx="6" cy="6" r="4" stroke="currentColor" stroke-width="2" />
const halfRing = () => (
  <>
    <circle cx="6" cy="6" r="4" stroke="currentColor" stroke-width="2" opacity="0.4" />
    <path d="M6 2a4 4 0 0 1 4 4" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
  </>
)
const diamond = () => <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="currentColor" />
const hourglass = () => <path d="M2 1h8v1.6L7 6l3 3.4V11H2V9.4L5 6 2 2.6Z" fill="currentColor" />
const bolt = () => <path d="M7 .5 2 7h3.2L4.6 11.5 10 4.8H6.6Z" fill="currentColor" />
const cross = () => <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
const dash = () => <path d="M2 6h8" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />

const shapes: Record<MarkState, () => JSX.Element> = {
  free: dot,
  held: hourglass,
  busy: ring,
  mine: diamond,
  closing: halfRing,
  working: bolt,
  booked: hourglass,
  sick: cross,
  off: dash,
}
