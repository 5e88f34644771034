import { footnotes } from '../render/citations.ts'
import { answerIn, parts, sourcesOf, stepsIn, withMarks } from './perplexity-answer.ts'
import { filesOf, uploadsOf } from './perplexity-files.ts'
import { isPrivateStep } from './perplexity-private.ts'
import { type Entry, PlanBlock, WorkflowBlock } from './perplexity-shapes.ts'
import { type FoundTurn, foundTurn, instantOf } from './service.ts'

type Tools = NonNullable<FoundTurn['tools']>

/** One entry: a question, and the answer as far as there is one. */
export function turnsOf(entry: Entry): FoundTurn[] {
  const question = foundTurn({
    role: 'user',
    at: instantOf(entry.entry_created_datetime),
    markdown: entry.query_str.trim(),
    ...uploadsOf(entry),
  })
  const answer = answerOf(entry)
  const empty = !answer.markdown && answer.images.length === 0 && answer.attachments.length === 0
  return empty ? [question] : [question, answer]
}

export const modelOf = (entry: Entry): string | null => entry.display_model || entry.user_selected_model || null

function answerOf(entry: Entry): FoundTurn {
  const notes = footnotes()
  const markdown = withMarks(answerIn(entry), sourcesOf(entry), source => notes.cite(source)).trim()
  const own = new Set(uploadsOf(entry).attachments.map(({ name }) => name))
  for (const source of sourcesOf(entry).values()) if (source && !own.has(source.title)) notes.list(source)
  const thinking = thinkingOf(entry)
  const tools = toolsOf(entry)
  return foundTurn({
    role: 'assistant',
    id: entry.backend_uuid ?? null,
    at: instantOf(entry.entry_updated_datetime ?? entry.updated_datetime),
    model: modelOf(entry),
    markdown,
    citations: notes.citations,
    ...filesOf(entry),
    ...(thinking ? { thinking } : {}),
    ...(tools.length > 0 ? { tools } : {}),
  })
}

/** What the page shows above an answer: what was to be found out, and what was done for it. */
function thinkingOf(entry: Entry): string {
  const goals = parts(entry, 'plan_block', PlanBlock).flatMap(plan => plan.goals ?? [])
  const steps = parts(entry, 'workflow_block', WorkflowBlock).flatMap(workflow => workflow.steps)
  return [
    goals
      .filter(({ description }) => description)
      .map(({ description }) => `- ${description}`)
      .join('\n'),
    ...steps.map(({ title, text }) => [title ? `**${title}**` : '', text ?? ''].filter(Boolean).join('\n\n')),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** Searches, pages read, code run. Their results are the sources of the answer. */
function toolsOf(entry: Entry): Tools {
  const told = stepsIn(entry).map(({ step_type, content }) => ({ kind: step_type, content: content ?? {} }))
  const planned = parts(entry, 'plan_block', PlanBlock)
    .flatMap(({ steps }) => steps ?? [])
    .map(({ step_type, ...rest }) => ({ kind: step_type ?? '', content: contentIn(rest) }))
  const steps = told.some(({ content }) => askedOf(content) !== '') ? told : planned
  return steps.flatMap(({ kind, content }) => {
    const input = askedOf(content)
    const output = typeof content.output === 'string' ? content.output : ''
    return input && !isPrivateStep(kind) ? [{ name: kind.toLowerCase(), input, output }] : []
  })
}

/** `search_web_content`, `read_results_content` … */
function contentIn(step: Record<string, unknown>): Record<string, unknown> {
  const [, content] = Object.entries(step).find(([key]) => key.endsWith('_content')) ?? []
  return (content ?? {}) as Record<string, unknown>
}

function askedOf({ queries, urls, script, code }: Record<string, unknown>): string {
  const lines = [queries, urls].find(each => Array.isArray(each))
  if (Array.isArray(lines))
    return lines.map(each => (typeof each === 'string' ? each : String(each?.query ?? ''))).join('\n')
  const text = [script, code].find(each => typeof each === 'string')
  return typeof text === 'string' ? text : ''
}

/** Did the service say it answered, and yet tell no answer? */
export const lacksAnswer = (entry: Entry): boolean => entry.status === 'COMPLETED' && turnsOf(entry).length === 1
