import * as z from 'zod/mini'

const File = z.object({
  id: z.string(),
  kind: z.enum(['image', 'download']),
  name: z.string(),
  mime: z.string(),
  alt: z.string(),
  size: z.number(),
  url: z.string(),
})

const Message = z.object({
  id: z.string(),
  author: z.object({ role: z.enum(['user', 'assistant']) }),
  create_time: z.number(),
  model_slug: z.nullable(z.string()),
  status: z.enum(['in_progress', 'finished', 'interrupted']),
  content: z.object({ content_type: z.literal('markdown'), text: z.string() }),
  images: z.array(File),
  files: z.array(File),
})

const Node = z.object({
  id: z.string(),
  parent: z.nullable(z.string()),
  children: z.array(z.string()),
  message: Message,
})
export type PracticeNode = z.infer<typeof Node>

/** `GET /practice/api/conversation/<id>`. A 200 of another shape is no chat. */
export const PracticeConversation = z.object({
  conversation_id: z.string(),
  title: z.string(),
  create_time: z.number(),
  update_time: z.number(),
  current_node: z.string(),
  mapping: z.record(z.string(), Node),
})
export type PracticeConversation = z.infer<typeof PracticeConversation>
