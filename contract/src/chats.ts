import * as z from 'zod/mini'
import { Id, Instant } from './shapes.ts'

/** A stretch of text; `hit`: this is what was looked for. */
export const Stretch = z.object({ text: z.string(), hit: z.boolean() })
export type Stretch = z.infer<typeof Stretch>

/** One of the person's own exported chats, as its newest copy has it. */
export const FoundChat = z.object({
  service: z.string(),
  chat_id: z.string(),
  title: z.array(Stretch),
  /** Where the words stand, or how the chat begins when nothing was looked for. */
  snippet: z.array(Stretch),
  /** On the service's own site. */
  url: z.string(),
  last_seen: Instant,
  session_id: Id,
  slot_id: z.string(),
  slot_name: z.string(),
  /** Where it can be read; null until that session's dump is put together. */
  dump_id: z.nullable(Id),
})
export type FoundChat = z.infer<typeof FoundChat>

/** Newest first; `next` asks for the page behind, null on the last. */
export const FoundChats = z.object({ chats: z.array(FoundChat), next: z.nullable(z.string()) })
export type FoundChats = z.infer<typeof FoundChats>
