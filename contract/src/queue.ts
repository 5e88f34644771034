import * as z from 'zod/mini'
import { Id, Instant, Permission } from './shapes.ts'

/** How long somebody may have to wait, whole minutes from now; honest ranges, never one number. */
export const WaitEstimate = z.object({ from_min: z.number(), to_min: z.number() })
export type WaitEstimate = z.infer<typeof WaitEstimate>

/** One person's place in the line of a slot, or of every slot of a service ("any Perplexity"). Exactly one of the two is set. */
export const PlaceView = z.object({
  id: Id,
  slot_id: z.nullable(z.string()),
  service: z.nullable(z.string()),
  /** For people: the slot's name, or the service's. */
  name: z.string(),
  /** 1 is next. For a service: the best place among its slots. */
  position: z.number(),
  waiting: z.number(),
  joined_at: Instant,
  estimate: z.nullable(WaitEstimate),
})
export type PlaceView = z.infer<typeof PlaceView>

/** A held turn: the slot is kept for this person until `expires_at`. */
export const OfferView = z.object({
  id: Id,
  slot_id: z.string(),
  slot_name: z.string(),
  service: z.string(),
  expires_at: Instant,
  /** `later` steps behind the next in line; not possible when nobody is there. */
  may: z.object({ take: Permission, pass: Permission, later: Permission }),
})
export type OfferView = z.infer<typeof OfferView>

/** Everything the asking person waits for. */
export const MyQueue = z.object({ places: z.array(PlaceView), offers: z.array(OfferView) })
export type MyQueue = z.infer<typeof MyQueue>

/** The line of a slot as one person sees it on its card. */
export const SlotQueue = z.object({
  waiting: z.number(),
  my_position: z.nullable(z.number()),
  estimate: z.nullable(WaitEstimate),
})
export type SlotQueue = z.infer<typeof SlotQueue>
