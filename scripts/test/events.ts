import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/** What one test came to, as one line of JSON in the report of its file. */
export interface Outcome {
  name: string
  passed: boolean
  ms: number
  why: string
}

/** The reporter each test file runs with. */
export default async function* events(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const above: string[] = []
  for await (const event of source) {
    if (event.type === 'test:start') above[event.data.nesting] = event.data.name
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const outcome = outcomeOf(event, above)
    if (outcome) yield `${JSON.stringify(outcome)}\n`
  }
}

type Ended = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>

function outcomeOf({ type, data }: Ended, above: string[]): Outcome | null {
  const name = [...above.slice(0, data.nesting), data.name].join(' › ')
  const ms = Math.round(data.details.duration_ms)
  const isGroup = data.details.type === 'suite'
  if (data.skip !== undefined || data.todo !== undefined)
    return { name, passed: false, ms, why: 'It was skipped: tests are mended or taken out, never skipped.' }
  if (type === 'test:pass') return isGroup ? null : { name, passed: true, ms, why: '' }
  // node:test wraps what was thrown, and says what kind of failure it was.
  const error: Error & { failureType?: string } = data.details.error
  // The tests inside have told why already.
  if (error.failureType === 'subtestsFailed') return null
  return { name, passed: false, ms, why: inspect(error.cause ?? error, { depth: 4, colors: false }) }
}
