import * as z from 'zod/mini'
import { AskView } from './asks.ts'
import { BookingView } from './bookings.ts'
import { DumpView } from './dumps.ts'
import { MyQueue, OfferView } from './queue.ts'
import { SessionView } from './sessions.ts'
import { SlotView } from './slots.ts'

/**
 * What the server tells while it is connected (socket.io, path `/socket.io`, `auth: { token }`).
 * `version` counts the board's changes: a client that sees a hole reloads `GET slots`, whose
 * `Taxi-Board-Version` header names the version the list stands at. `epoch` changes with the server's life.
 */
export const liveEvents = {
  hello: z.object({ epoch: z.string(), version: z.number() }),
  'slot.update': z.object({ epoch: z.string(), version: z.number(), slot: SlotView }),
  'session.update': z.object({ session: SessionView }),
  'dump.update': z.object({ dump: DumpView }),
  /** What the person waits for, whole, whenever it changed. */
  'queue.update': MyQueue,
  /** The person's turn came, moved or went (null). */
  'offer.update': z.object({ offer: z.nullable(OfferView), slot_id: z.string() }),
  /** A booking was made, moved on or is gone; told to everybody who may see slots. */
  'booking.update': z.object({ booking: BookingView }),
  /** A polite request to or from the person. */
  'ask.update': z.object({ ask: AskView }),
  notification: z.object({ msg: z.string(), kind: z.enum(['info', 'warning']), slot_id: z.optional(z.string()) }),
  /** For administrators. */
  'system.alert': z.object({ code: z.string(), msg: z.string(), vm_id: z.optional(z.string()) }),
} as const
export type LiveEvents = { [K in keyof typeof liveEvents]: z.infer<(typeof liveEvents)[K]> }
export type LiveEventName = keyof LiveEvents
export const BOARD_VERSION_HEADER = 'taxi-board-version'
/** The life of the server that gave the list: of several, versions of one mean nothing to another. */
export const BOARD_EPOCH_HEADER = 'taxi-board-epoch'
