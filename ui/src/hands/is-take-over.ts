import type { SlotView } from '@taxi/contract/slots.ts'

/** Ending this work gives the slot to the person: it is somebody else’s, and they are first in line. */
export const isTakeOver = ({ working, queue }: SlotView) => working?.mine === false && queue.my_position === 1
