import * as z from 'zod/mini'
import { Id, Instant } from './shapes.ts'

/** What one window at a recorded slot showed, from its first picture to its last. */
export const RecordingView = z.object({
  id: Id,
  session_id: Id,
  slot_name: z.string(),
  service: z.string(),
  /** Whose session it was, by name. */
  person: z.string(),
  started_at: Instant,
  /** Null while it goes on. */
  ended_at: z.nullable(Instant),
  bytes: z.number(),
  expires_at: Instant,
})
export type RecordingView = z.infer<typeof RecordingView>
