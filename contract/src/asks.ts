import * as z from 'zod/mini'
import { Id, Instant } from './shapes.ts'

/** `open` until answered; `expired`: nobody answered; `moot`: the session ended by itself; `withdrawn`: no longer wanted. */
export const AskState = z.enum(['open', 'released', 'soon', 'refused', 'expired', 'moot', 'withdrawn'])
export type AskState = z.infer<typeof AskState>

/** A polite request for somebody’s slot: "Anna asks for Gemini, 10 min?". */
export const AskView = z.object({
  id: Id,
  slot_id: z.string(),
  slot_name: z.string(),
  session_id: Id,
  from: z.object({ name: z.string(), mine: z.boolean() }),
  to: z.object({ name: z.string(), mine: z.boolean() }),
  minutes: z.number(),
  state: AskState,
  asked_at: Instant,
  /** When an open one lapses. */
  expires_at: Instant,
})
export type AskView = z.infer<typeof AskView>

/** Open ones to and from the asking person, and theirs answered within the last minutes. */
export const MyAsks = z.object({ asks: z.array(AskView) })
export type MyAsks = z.infer<typeof MyAsks>
export const AskAnswer = z.enum(['now', 'soon', 'no'])
export type AskAnswer = z.infer<typeof AskAnswer>
