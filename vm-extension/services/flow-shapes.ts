import * as z from 'zod/mini'

const text = z.string()
const maybeText = z.optional(z.nullable(text))

const Media = z.object({
  name: text,
  mediaType: maybeText,
  prompt: maybeText,
  model: maybeText,
  createTime: maybeText,
})

const Project = z.object({
  projectId: text,
  projectInfo: z.optional(z.nullable(z.object({ projectTitle: maybeText }))),
  workflows: z.array(z.object({ media: z.array(Media) })),
})
export type FlowProject = z.infer<typeof Project>

/** `GET /fx/api/trpc/flow.projectInitialData`. */
export const FlowProject = z.object({ result: z.object({ data: z.object({ json: Project }) }) })
