import * as z from 'zod/mini'

const maybe = <T>(shape: z.ZodMiniType<T>) => z.optional(z.nullable(shape))
const maybeText = maybe(z.string())
const Result = z.looseObject({ url: maybeText, title: maybeText, cite_index: maybe(z.number()) })
export type DeepSeekResult = z.infer<typeof Result>

export const DeepSeekMessage = z.object({
  message_id: z.number(),
  parent_id: maybe(z.number()),
  role: z.string(),
  status: maybeText,
  inserted_at: maybe(z.number()),
  content: maybeText,
  thinking_content: maybeText,
  search_results: maybe(z.array(Result)),
  fragments: maybe(z.array(z.looseObject({ type: z.string(), content: maybeText, results: maybe(z.array(Result)) }))),
  files: maybe(z.array(z.looseObject({ id: maybeText, file_name: maybeText, file_size: maybe(z.number()) }))),
})
export type DeepSeekMessage = z.infer<typeof DeepSeekMessage>

/** `GET /api/v0/chat/history_messages`. A "no" comes as 200 too, with another code. */
export const DeepSeekHistory = z.object({
  data: z.object({
    biz_data: z.object({
      chat_session: z.object({
        title: maybeText,
        current_message_id: maybe(z.number()),
        inserted_at: maybe(z.number()),
        updated_at: maybe(z.number()),
      }),
      chat_messages: z.array(DeepSeekMessage),
    }),
  }),
})
export type DeepSeekHistory = z.infer<typeof DeepSeekHistory>

export const DeepSeekNo = z.object({ code: z.number(), msg: maybeText })
/** `localStorage.userToken`. */
export const DeepSeekToken = z.object({ value: z.nullable(z.string()) })
