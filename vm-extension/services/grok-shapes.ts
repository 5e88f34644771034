import * as z from 'zod/mini'

const maybe = <T>(shape: z.ZodMiniType<T>) => z.optional(z.nullable(shape))
const maybeText = maybe(z.string())

/** `GET /rest/app-chat/conversations_v2/<id>`. */
export const GrokChat = z.object({
  conversation: z.object({
    conversationId: z.string(),
    title: maybeText,
    createTime: maybeText,
    modifyTime: maybeText,
  }),
})
export type GrokChat = z.infer<typeof GrokChat>

/** `GET /rest/app-chat/conversations/<id>/response-node`: the tree, without a word of it. */
export const GrokTree = z.object({
  responseNodes: z.array(z.object({ responseId: z.string(), parentResponseId: maybeText })),
})

const File = z.looseObject({
  fileMetadataId: maybeText,
  fileName: maybeText,
  fileMimeType: maybeText,
  fileUri: maybeText,
})

export const GrokResponse = z.object({
  responseId: z.string(),
  sender: z.string(),
  message: z.string(),
  createTime: maybeText,
  parentResponseId: maybeText,
  model: maybeText,
  partial: maybe(z.boolean()),
  thinkingTrace: maybeText,
  webSearchResults: maybe(z.array(z.looseObject({ url: maybeText, title: maybeText }))),
  generatedImageUrls: maybe(z.array(z.string())),
  fileAttachmentsMetadata: maybe(z.array(File)),
  /** Each is JSON in a text: what a mark in the message stands for. */
  cardAttachmentsJson: maybe(z.array(z.string())),
})
export type GrokResponse = z.infer<typeof GrokResponse>

/** `POST /rest/app-chat/conversations/<id>/load-responses`. */
export const GrokResponses = z.object({ responses: z.array(GrokResponse) })

export const GrokCard = z.looseObject({ id: z.string(), url: z.string(), title: maybeText })
