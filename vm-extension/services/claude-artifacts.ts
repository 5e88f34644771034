import { ArtifactCall, Call, type Conversation, FileCall, type Message, Result } from './claude-shapes.ts'
import { citedPlaces, withMarks } from './claude-text.ts'
import { inlineText } from './inline-text.ts'
import { mimeOf } from './mime-of.ts'
import type { Artifact, WithBytes } from './service.ts'

type Made = Artifact & WithBytes

/** What a call did to a document: a whole new version, or a change of the last one. */
type Step = { id: string } & (
  | { whole: string; title?: string | undefined; type?: string | undefined; language?: string | undefined }
  | { from: string; to: string }
)

export const OUTPUTS = '/mnt/user-data/outputs/'

const LANGUAGES: Record<string, string> = {
  'application/vnd.ant.mermaid': 'mermaid',
  'application/vnd.ant.react': 'jsx',
  'image/svg+xml': 'svg',
  'text/html': 'html',
}
const ENDINGS: Record<string, string> = { javascript: 'js', mermaid: 'mmd', python: 'py', rust: 'rs', typescript: 'ts' }

/**
 * Artifacts and text files of these messages, step by step as they were made. Branches are replayed one by one: a change
 * on one must not meet the text of another.
 */
export function artifactsOf(branches: Conversation['chat_messages'][]): Made[] {
  const all = new Map<string, Made>()
  for (const branch of branches) {
    const made = new Map<string, Made>()
    for (const message of branch) for (const step of stepsOf(message)) take(made, step)
    for (const [id, artifact] of made) if (!all.has(id)) all.set(id, artifact)
  }
  return [...all.values()].map(withFile)
}

function take(made: Map<string, Made>, step: Step): void {
  const known = made.get(step.id)
  if ('from' in step) {
    // The service refuses a change whose text is not there, or more than once.
    if (!known || step.from === '' || !known.content.includes(step.from)) return
    known.content = known.content.replace(step.from, () => step.to)
  } else if (known) Object.assign(known, { content: step.whole, title: step.title || known.title })
  else {
    const { id, whole, title, type = 'text/markdown' } = step
    const language = step.language || LANGUAGES[type]
    made.set(id, { id, title: title || id, type, ...(language ? { language } : {}), content: whole, versions: [] })
  }
  const artifact = made.get(step.id)
  artifact?.versions.push(artifact.content)
}

function stepsOf({ content, text }: Message): Step[] {
  const results = content.flatMap(block => Result.safeParse(block).data ?? [])
  const failed = new Set(results.filter(({ is_error }) => is_error).map(({ tool_use_id }) => tool_use_id))
  const said = content.length > 0 ? content : [{ type: 'text', text }]
  return said.flatMap(block => {
    if (block.type === 'text') return tagsIn(String(block.text ?? '')).map(({ step }) => step)
    const call = Call.safeParse(block).data
    if (!call || failed.has(call.id)) return []
    return call.name === 'artifacts' ? artifactStep(call.input) : fileStep(call)
  })
}

function artifactStep(input: Call['input']): Step[] {
  const call = ArtifactCall.safeParse(input).data
  if (!call) return []
  const { id, content, old_str, title, type, language } = call
  if (call.command === 'update' && old_str) return [{ id, from: old_str, to: call.new_str ?? '' }]
  const link = (...sources: { url: string; title: string }[]) =>
    ` (${sources.map(source => `[${source.title}](${source.url})`).join(', ')})`
  const whole = withMarks(content ?? '', citedPlaces(call.md_citations ?? []), link)
  return [{ id, whole, title: title ?? undefined, type: type ?? undefined, language: language ?? undefined }]
}

function fileStep({ name, input }: Call): Step[] {
  const call = FileCall.safeParse(input).data
  if (!call?.path.startsWith(OUTPUTS)) return []
  const { path, file_text, old_str, new_str } = call
  if (name === 'str_replace' && old_str) return [{ id: path, from: old_str, to: new_str ?? '' }]
  if (name !== 'create_file') return []
  const title = path.split('/').at(-1) ?? path
  const language = /\.(?:md|txt)$/.test(title) ? undefined : title.match(/\.(\w+)$/)?.[1]
  return [{ id: path, whole: file_text ?? '', title, type: mimeOf(title), language }]
}

/** Chats of 2024: the document stands in the text, in a tag of its own. */
export function tagsIn(text: string): { tag: string; step: Step }[] {
  return [...text.matchAll(/<antArtifact\b([^>]*)>\n?([\s\S]*?)(?:\n?<\/antArtifact>|$)/g)].map(
    ([tag, attributes = '', whole = '']) => {
      const said = (name: string) => attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1]
      const title = said('title')
      const id = said('identifier') ?? title ?? 'artifact'
      return { tag, step: { id, whole, title, type: said('type'), language: said('language') } }
    },
  )
}

/** A document of the chat can be taken for itself; files of the machine are fetched as they are. */
function withFile(artifact: Made): Made {
  const { id, title, type, language, content, versions } = artifact
  if (id.startsWith(OUTPUTS) || content === '') return artifact
  const ending = /markdown/.test(type) ? 'md' : (ENDINGS[language ?? ''] ?? language ?? 'txt')
  const mime = /^(?:text|image)\//.test(type) ? type : 'text/plain'
  const bytes = { ...inlineText(`artifact:${id}:${versions.length}`, content, mime), name: `${title}.${ending}` }
  return { ...artifact, bytes }
}
