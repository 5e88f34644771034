import type { SessionState } from '@taxi/contract/sessions.ts'
import type { SlotState, SlotView } from '@taxi/contract/slots.ts'

type VssWords = Pick<SlotView, 'status' | 'fsm_state'>

const words: Record<SlotState, VssWords> = {
  free: { status: 'free', fsm_state: 'READY' },
  held: { status: 'busy', fsm_state: 'READY' },
  booked: { status: 'busy', fsm_state: 'READY' },
  busy: { status: 'busy', fsm_state: 'BUSY' },
  closing: { status: 'busy', fsm_state: 'CLOSING' },
  working: { status: 'busy', fsm_state: 'WORKING' },
  sick: { status: 'error', fsm_state: 'ERROR' },
  off: { status: 'error', fsm_state: 'OFF' },
}

/** The same state in the words of VSS DEMIURGE. A busy slot also tells how its session stands. */
export function vssWordsOf(state: SlotState, session: SessionState | null): VssWords {
  if (state === 'busy' && session === 'preparing') return { status: 'busy', fsm_state: 'PREPARING' }
  if (state === 'busy' && session === 'away') return { status: 'busy', fsm_state: 'AWAY' }
  return words[state]
}
