import * as z from 'zod/mini'

const maybeText = z.optional(z.nullable(z.string()))
const Result = z.object({ type: maybeText, url: z.string() })

/** `GET https://fnf.higgsfield.ai/jobs/<id>`. */
export const HiggsfieldJob = z.object({
  id: z.string(),
  status: maybeText,
  job_set_type: maybeText,
  created_at: z.optional(z.nullable(z.number())),
  params: z.optional(z.nullable(z.object({ prompt: maybeText, model: maybeText }))),
  results: z.optional(
    z.nullable(z.object({ raw: z.optional(z.nullable(Result)), min: z.optional(z.nullable(Result)) })),
  ),
})
export type HiggsfieldJob = z.infer<typeof HiggsfieldJob>
