import * as z from 'zod/mini'
import { Instant } from './shapes.ts'

export const Picture = z.object({
  path: z.optional(z.string()),
  url: z.optional(z.string()),
  kind: z.enum(['upload', 'generated', 'web', 'code_output']),
  alt: z.string(),
  name: z.string(),
})
export type Picture = z.infer<typeof Picture>

export const Attachment = z.object({
  name: z.string(),
  mime: z.string(),
  size: z.number(),
  path: z.optional(z.string()),
  /** The address under which the turn's Markdown links to it. */
  url: z.optional(z.string()),
})
export type Attachment = z.infer<typeof Attachment>

/**
 * `marker` is what stands in the turn's Markdown where the source is cited (`[^1]`, counted per turn); empty when the
 * source is only listed. A source without an address of its own has a `url` like `source:<id>`.
 */
export const Citation = z.object({
  url: z.string(),
  title: z.string(),
  marker: z.string(),
  quote: z.optional(z.string()),
})
export type Citation = z.infer<typeof Citation>

/** taxi-chat/1: one exported conversation, every branch. Times are ISO 8601 and never invented: unknown is null. */
export const Turn = z.object({
  index: z.number(),
  role: z.enum(['user', 'assistant']),
  id: z.nullable(z.string()),
  at: z.nullable(z.string()),
  model: z.nullable(z.string()),
  markdown: z.string(),
  thinking: z.optional(z.string()),
  images: z.array(Picture),
  attachments: z.array(Attachment),
  citations: z.array(Citation),
  tools: z.optional(z.array(z.object({ name: z.string(), input: z.string(), output: z.string() }))),
  /** On the branch the person sees. Others stay in the JSON only. */
  active: z.boolean(),
})
export type Turn = z.infer<typeof Turn>

/** A document made in the chat: canvas, artifact, report. */
export const Artifact = z.object({
  id: z.string(),
  title: z.string(),
  type: z.string(),
  language: z.optional(z.string()),
  content: z.string(),
  /** Every version, the oldest first; the last is `content`. */
  versions: z.array(z.string()),
  path: z.optional(z.string()),
})
export type Artifact = z.infer<typeof Artifact>

/** What was made without a chat around it: pictures and films of a gallery, audio of a notebook. */
export const Asset = z.object({
  id: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'file']),
  title: z.string(),
  mime: z.string(),
  prompt: z.optional(z.string()),
  model: z.nullable(z.string()),
  at: z.nullable(z.string()),
  url: z.optional(z.string()),
  path: z.optional(z.string()),
})
export type Asset = z.infer<typeof Asset>

/** What a chat works with: one source of a notebook. */
export const Source = z.object({
  id: z.string(),
  title: z.string(),
  url: z.nullable(z.string()),
  kind: z.string(),
})
export type Source = z.infer<typeof Source>

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
  artifacts: z.array(Artifact),
  assets: z.optional(z.array(Asset)),
  sources: z.optional(z.array(Source)),
  notes: z.optional(z.array(z.string())),
})
export type TaxiChat = z.infer<typeof TaxiChat>
