import * as z from 'zod/mini'
import type { Node, TextDocs } from './chatgpt-shapes.ts'
import type { Artifact } from './service.ts'

const Created = z.object({ name: z.string(), type: z.optional(z.string()), content: z.string() })
const Updated = z.object({
  updates: z.array(z.object({ pattern: z.string(), multiple: z.optional(z.boolean()), replacement: z.string() })),
})

/** Canvases: made and changed by calls of the answer, step by step; how they stand now the service tells itself. */
export function canvasesOf(nodes: Node[], docs: z.infer<typeof TextDocs>): Artifact[] {
  const made = new Map<string, Artifact>()
  let last: Artifact | undefined
  for (const { message } of nodes) {
    const call = message?.recipient?.startsWith('canmore.') ? parsed(message.content.text ?? firstPart(message)) : null
    const created = Created.safeParse(call)
    const updated = Updated.safeParse(call)
    if (created.success) {
      const { name, type, content } = created.data
      last = { id: name, title: name, ...kindOf(type ?? ''), content, versions: [content] }
      made.set(message?.id ?? name, last)
    } else if (updated.success && last) change(last, updated.data.updates)
    // The tool's answer says under which id the document is kept.
    const canvas = message?.metadata?.canvas
    if (canvas?.textdoc_id && last) Object.assign(last, { id: canvas.textdoc_id, title: canvas.title || last.title })
  }
  for (const doc of docs) settle(made, doc)
  return [...made.values()]
}

function settle(made: Map<string, Artifact>, { id, title, textdoc_type, content }: z.infer<typeof TextDocs>[number]) {
  if (!content) return
  const known = [...made.values()].find(artifact => artifact.id === id)
  if (!known) made.set(id, { id, title: title ?? '', ...kindOf(textdoc_type ?? ''), content, versions: [content] })
  else if (known.content !== content) {
    known.content = content
    known.versions.push(content)
  }
}

function change(artifact: Artifact, updates: z.infer<typeof Updated>['updates']): void {
  let content = artifact.content
  for (const { pattern, multiple, replacement } of updates) {
    try {
      // The service's patterns are Python's; the flags are what its own page uses.
      content = content.replace(new RegExp(pattern, multiple ? 'gs' : 's'), () => replacement)
    } catch {
      return
    }
  }
  artifact.content = content
  artifact.versions.push(content)
}

/** `document`, `code/python`. */
function kindOf(type: string): Pick<Artifact, 'type' | 'language'> {
  const language = type.match(/^code\/(.+)$/)?.[1]
  return language ? { type: 'code', language } : { type: 'text/markdown' }
}

const firstPart = ({ content }: NonNullable<Node['message']>) =>
  (content.parts ?? []).find(part => typeof part === 'string') ?? ''

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
