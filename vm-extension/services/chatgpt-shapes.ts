import * as z from 'zod/mini'

const text = z.string()
const maybeText = z.optional(z.nullable(text))
const loose = z.record(text, z.unknown())

/** `GET /api/auth/session`; `{}` when nobody is signed in. */
export const Session = z.object({ accessToken: z.optional(text) })

const Website = z.object({ url: text, title: maybeText, attribution: maybeText })
export const Reference = z.object({
  type: text,
  matched_text: maybeText,
  alt: maybeText,
  url: maybeText,
  title: maybeText,
  items: z.optional(
    z.nullable(z.array(z.extend(Website, { supporting_websites: z.optional(z.nullable(z.array(Website))) }))),
  ),
  sources: z.optional(z.nullable(z.array(Website))),
})
export type Reference = z.infer<typeof Reference>

const Uploaded = z.object({
  id: text,
  name: text,
  mime_type: maybeText,
  size: z.optional(z.nullable(z.number())),
})

export const Metadata = z.object({
  is_visually_hidden_from_conversation: z.optional(z.nullable(z.boolean())),
  model_slug: maybeText,
  attachments: z.optional(z.nullable(z.array(Uploaded))),
  /** Checked one by one: a new kind of reference must not lose the chat. */
  content_references: z.optional(z.nullable(z.array(z.unknown()))),
  citations: z.optional(z.nullable(z.array(z.unknown()))),
  aggregate_result: z.optional(
    z.nullable(z.object({ messages: z.optional(z.nullable(z.array(z.object({ image_url: maybeText })))) })),
  ),
  canvas: z.optional(z.nullable(z.object({ textdoc_id: maybeText, textdoc_type: maybeText, title: maybeText }))),
  chatgpt_sdk: z.optional(z.nullable(z.object({ widget_state: maybeText }))),
  image_gen_title: maybeText,
})

export const Message = z.object({
  id: text,
  author: z.object({ role: text, name: maybeText }),
  create_time: z.optional(z.nullable(z.number())),
  status: maybeText,
  recipient: maybeText,
  content: z.looseObject({
    content_type: text,
    parts: z.optional(z.nullable(z.array(z.union([text, loose])))),
    text: maybeText,
    thoughts: z.optional(z.nullable(z.array(z.object({ summary: maybeText, content: maybeText })))),
  }),
  metadata: z.optional(z.nullable(Metadata)),
})
export type Message = z.infer<typeof Message>

const Node = z.object({ id: text, parent: z.nullable(text), message: z.optional(z.nullable(Message)) })
export type Node = z.infer<typeof Node>

/** `GET /backend-api/conversation/<id>`: the whole tree. The plural address answers without `mapping`. */
export const Conversation = z.object({
  conversation_id: z.optional(text),
  title: z.nullable(text),
  create_time: z.nullable(z.number()),
  update_time: z.nullable(z.number()),
  current_node: text,
  default_model_slug: maybeText,
  mapping: z.record(text, Node),
})
export type Conversation = z.infer<typeof Conversation>

/** The state of the research widget: a report is a message of its own in there. */
export const Widget = z.object({
  title: maybeText,
  report_message: z.object({
    id: maybeText,
    content: z.object({ parts: z.array(text) }),
    metadata: z.optional(z.nullable(Metadata)),
  }),
})

/** `GET …/textdocs`: the canvases as they stand. */
export const TextDocs = z.array(
  z.object({ id: text, title: maybeText, textdoc_type: maybeText, content: z.optional(z.nullable(text)) }),
)

export const Download = z.object({
  status: text,
  download_url: maybeText,
  file_name: maybeText,
})
