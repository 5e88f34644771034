import * as z from 'zod/mini'

const text = z.string()
const maybeText = z.optional(z.nullable(text))
const maybeList = <T>(each: z.ZodMiniType<T>) => z.optional(z.nullable(z.array(each)))

/** `GET /api/organizations`: one of them has the chats, others are for the developers' API. */
export const Organizations = z.array(z.object({ uuid: text, capabilities: z.optional(z.array(text)) }))

const Block = z.looseObject({ type: text })

const Pasted = z.object({
  id: maybeText,
  file_name: maybeText,
  file_size: z.optional(z.nullable(z.number())),
  file_type: maybeText,
  extracted_content: maybeText,
})

const Located = z.object({ url: text })
const Uploaded = z.object({
  file_kind: maybeText,
  file_uuid: maybeText,
  file_name: text,
  path: maybeText,
  size_bytes: z.optional(z.nullable(z.number())),
  preview_url: maybeText,
  preview_asset: z.optional(z.nullable(Located)),
  document_asset: z.optional(z.nullable(Located)),
})
export type Uploaded = z.infer<typeof Uploaded>

export const Message = z.object({
  uuid: text,
  sender: text,
  parent_message_uuid: maybeText,
  created_at: maybeText,
  model: maybeText,
  text: maybeText,
  /** A flat answer has none: it was asked for without the tree. */
  content: z.array(Block),
  attachments: maybeList(Pasted),
  files: maybeList(Uploaded),
  files_v2: maybeList(Uploaded),
})
export type Message = z.infer<typeof Message>

/** `GET …/chat_conversations/<id>?tree=True&rendering_mode=messages&render_all_tools=true`. */
export const Conversation = z.object({
  uuid: text,
  name: z.nullable(text),
  model: maybeText,
  created_at: maybeText,
  updated_at: maybeText,
  current_leaf_message_uuid: text,
  chat_messages: z.array(Message),
})
export type Conversation = z.infer<typeof Conversation>

export const Said = z.object({
  type: z.literal('text'),
  text,
  /** Checked one by one: a new kind must not lose the text. */
  citations: maybeList(z.unknown()),
})

export const Cited = z.object({
  start_index: z.optional(z.nullable(z.number())),
  end_index: z.number(),
  url: maybeText,
  title: maybeText,
  details: z.optional(z.nullable(z.looseObject({ url: maybeText }))),
})

export const Thought = z.object({
  thinking: maybeText,
  summaries: maybeList(z.object({ summary: maybeText })),
})

export const Call = z.object({
  type: z.literal('tool_use'),
  id: maybeText,
  name: text,
  input: z.optional(z.nullable(z.record(text, z.unknown()))),
})
export type Call = z.infer<typeof Call>

const ResultItem = z.looseObject({
  type: maybeText,
  text: maybeText,
  title: maybeText,
  url: maybeText,
  file_path: maybeText,
  mime_type: maybeText,
  file_uuid: maybeText,
  source: z.optional(z.nullable(z.looseObject({ type: maybeText, media_type: maybeText, data: maybeText }))),
})
export type ResultItem = z.infer<typeof ResultItem>

export const Result = z.object({
  type: z.literal('tool_result'),
  tool_use_id: maybeText,
  name: maybeText,
  is_error: z.optional(z.nullable(z.boolean())),
  content: z.optional(z.nullable(z.union([text, z.array(ResultItem)]))),
})
export type Result = z.infer<typeof Result>

/** Input of the tool `artifacts`. */
export const ArtifactCall = z.object({
  id: text,
  command: maybeText,
  type: maybeText,
  title: maybeText,
  language: maybeText,
  content: maybeText,
  old_str: maybeText,
  new_str: maybeText,
  md_citations: maybeList(z.unknown()),
})

/** Input of `create_file` and `str_replace`. */
export const FileCall = z.object({
  path: text,
  file_text: maybeText,
  old_str: maybeText,
  new_str: maybeText,
})

/** `GET …/wiggle/list-files`: what lies on the machine the answers worked on. */
export const ListedFiles = z.object({
  files_metadata: maybeList(
    z.object({
      path: text,
      size: z.optional(z.nullable(z.number())),
      content_type: maybeText,
      created_at: maybeText,
    }),
  ),
})
export type ListedFile = NonNullable<z.infer<typeof ListedFiles>['files_metadata']>[number]
