import * as z from 'zod/mini'
import { Instant } from './shapes.ts'

/** taxi-chat/1: one exported conversation, every branch. Times are ISO 8601 and never invented: unknown is null. */
export const Turn = z.object({
  index: z.number(),
  role: z.enum(['user', 'assistant']),
  id: z.nullable(z.string()),
  at: z.nullable(z.string()),
  model: z.nullable(z.string()),
  markdown: z.string(),
  thinking: z.optional(z.string()),
  images: z.array(
    z.object({
      path: z.optional(z.string()),
      url: z.optional(z.string()),
      kind: z.enum(['upload', 'generated', 'web', 'code_output']),
      alt: z.string(),
      name: z.string(),
    }),
  ),
  attachments: z.array(
    z.object({ name: z.string(), mime: z.string(), size: z.number(), path: z.optional(z.string()) }),
  ),
  citations: z.array(z.object({ url: z.string(), title: z.string(), marker: z.string() })),
  tools: z.optional(z.array(z.object({ name: z.string(), input: z.string(), output: z.string() }))),
  /** On the branch the person sees. Others stay in the JSON only. */
  active: z.boolean(),
})
export type Turn = z.infer<typeof Turn>

export const TaxiChat = z.object({
  format: z.literal('taxi-chat/1'),
  service: z.string(),
  id: z.string(),
  url: z.string(),
  title: z.string(),
  model: z.nullable(z.string()),
  created_at: z.nullable(z.string()),
  updated_at: z.nullable(z.string()),
  exported_at: Instant,
  source: z.enum(['api', 'page', 'mixed']),
  status: z.enum(['complete', 'partial']),
  why: z.optional(z.string()),
  turns: z.array(Turn),
  artifacts: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      type: z.string(),
      language: z.optional(z.string()),
      content: z.string(),
      versions: z.array(z.string()),
    }),
  ),
  notes: z.optional(z.array(z.string())),
})
export type TaxiChat = z.infer<typeof TaxiChat>
