import * as z from 'zod/mini'

const text = z.string()
const maybe = z.nullable(z.string())

const citations = z.array(z.object({ url: text, title: text, marker: text }))

/** What such a frame shows. */
export const ShownFrame = z.object({ markdown: text, citations })
export type ShownFrame = z.infer<typeof ShownFrame>

export const ShownTurn = z.object({
  /** What stays the same when the turn is drawn again. */
  key: text,
  /** The service's own id of the message, when the page has it. */
  id: maybe,
  role: z.enum(['user', 'assistant']),
  markdown: text,
  model: maybe,
  thinking: z.optional(text),
  images: z.array(
    z.object({
      url: text,
      /** Where the same picture is in full size; not every such address answers. */
      larger: z.optional(text),
      alt: text,
      name: text,
      kind: z.enum(['upload', 'generated', 'web', 'code_output']),
    }),
  ),
  attachments: z.array(z.object({ name: text, mime: text, url: maybe })),
  citations,
  /** Its text stands in a frame of another host. */
  framed: z.optional(z.boolean()),
})
export type ShownTurn = z.infer<typeof ShownTurn>

/** What a page shows, the same for every service: what `page/collect.ts` brings out of the page. */
export const Shown = z.object({
  chat_id: maybe,
  title: text,
  model: maybe,
  generating: z.boolean(),
  /** Everything was scrolled past; false for what happened to be mounted. */
  whole: z.boolean(),
  /** How many turns the page itself says there are. */
  total: z.nullable(z.number()),
  turns: z.array(ShownTurn),
  artifacts: z.array(z.object({ id: text, title: text, type: text, language: z.optional(text), content: text })),
  /** What the chat works with, as far as the page tells it: titles. */
  sources: z.optional(z.array(text)),
  assets: z.array(
    z.object({
      id: text,
      kind: z.enum(['image', 'video', 'audio', 'file']),
      title: text,
      mime: text,
      prompt: z.optional(text),
      model: maybe,
      url: text,
    }),
  ),
  quotas: z.array(z.object({ what: text, left: z.nullable(z.number()), resets_at: maybe })),
})
export type Shown = z.infer<typeof Shown>
