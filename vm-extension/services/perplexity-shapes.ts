import * as z from 'zod/mini'

const text = z.string()
const maybeText = z.optional(z.nullable(text))
const maybe = <T>(shape: z.ZodMiniType<T>) => z.optional(z.nullable(shape))
const anything = z.optional(z.unknown())

/** Blocks are read one by one: one of a new kind must not lose the thread. */
const Block = z.looseObject({
  intended_usage: maybeText,
  markdown_block: anything,
  web_result_block: anything,
  sources_mode_block: anything,
  media_block: anything,
  plan_block: anything,
  workflow_block: anything,
  unified_assets_block: anything,
})

export const Entry = z.object({
  backend_uuid: maybeText,
  query_str: text,
  status: maybeText,
  thread_title: maybeText,
  display_model: maybeText,
  user_selected_model: maybeText,
  entry_created_datetime: maybeText,
  entry_updated_datetime: maybeText,
  updated_datetime: maybeText,
  attachments: maybe(z.array(z.unknown())),
  text: anything,
  answer: anything,
  blocks: maybe(z.array(Block)),
})
export type Entry = z.infer<typeof Entry>

/** `GET /rest/thread/<slug>`: ten entries at a time, whatever the limit says. */
export const Thread = z.object({
  entries: z.array(Entry),
  has_next_page: maybe(z.boolean()),
  next_cursor: maybeText,
  thread_metadata: maybe(z.object({ title: maybeText, created_at: maybeText, updated_at: maybeText })),
})
export type Thread = z.infer<typeof Thread>

export const Result = z.looseObject({
  name: maybeText,
  url: maybeText,
  is_attachment: maybe(z.boolean()),
  is_memory: maybe(z.boolean()),
  is_conversation_history: maybe(z.boolean()),
})
export type Result = z.infer<typeof Result>

export const MarkdownBlock = z.object({ answer: maybeText, chunks: maybe(z.array(text)) })
export const WebResultBlock = z.object({ web_results: z.array(Result) })
export const SourcesBlock = z.object({
  rows: z.array(z.object({ citation: maybe(z.number()), web_result: maybe(Result) })),
})

export const MediaBlock = z.object({
  media_items: z.array(z.object({ medium: maybeText, image: maybeText, url: maybeText, name: maybeText })),
})

export const WorkflowBlock = z.object({ steps: z.array(z.object({ title: maybeText, text: maybeText })) })
export const PlanBlock = z.object({
  goals: maybe(z.array(z.object({ description: maybeText }))),
  steps: maybe(z.array(z.looseObject({ step_type: maybeText }))),
})

export const AssetsBlock = z.object({ assets: z.array(z.record(text, z.unknown())) })

/** One step in `text`, which is JSON in a text. */
export const Steps = z.array(z.object({ step_type: text, content: maybe(z.record(text, z.unknown())) }))
export type Step = z.infer<typeof Steps>[number]

/** What the last step says, again JSON in a text. */
export const Final = z.object({ answer: text, web_results: maybe(z.array(Result)) })
