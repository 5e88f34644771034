import type { Turn } from '@taxi/contract/chat.ts'
import { OUTPUTS } from './claude-artifacts.ts'
import type { Call, Result } from './claude-shapes.ts'

type Tool = NonNullable<Turn['tools']>[number]

/** What a tool was asked and what it said. A document is told as an artifact, a search by its results. */
export function toolOf({ name, input }: Call, result: Result | undefined): Tool {
  return { name, input: askedOf(name, input ?? {}), output: answeredBy(result) }
}

function askedOf(name: string, input: Record<string, unknown>): string {
  const { command, title, id, path, query, url, code } = input
  if (name === 'artifacts') return [command, title ?? id].filter(Boolean).join(': ')
  if (name === 'present_files' && Array.isArray(input.filepaths)) return input.filepaths.join('\n')
  if (typeof path === 'string' && path.startsWith(OUTPUTS)) return path
  const single = [query, url, code, command].find(value => typeof value === 'string')
  return typeof single === 'string' ? single : JSON.stringify(input, null, 2)
}

function answeredBy(result: Result | undefined): string {
  const { content, name } = result ?? {}
  if (!content || name === 'artifacts' || name === 'present_files') return ''
  if (typeof content === 'string') return content
  return content
    .map(({ type, text, title, url }) => (type === 'text' ? (text ?? '') : [title, url].filter(Boolean).join('\n')))
    .filter(Boolean)
    .join('\n\n')
}
