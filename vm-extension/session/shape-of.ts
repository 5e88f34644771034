/** A key that is a word of the service's, not somebody's name, address or id. */
const WORD = /^[a-z_$][A-Za-z_$-]*\d?$/
/** An object with more keys is a list under names. */
const MOST_KEYS = 60
const DEEPEST = 14
const LONGEST = 20_000

type Shape = string | { list: Shape[] } | { keys: Map<string, Shape[]> }

/** What an answer looks like: its keys and types, and never a value of it. */
export function shapeOf(answer: unknown): string {
  return written(shape(answer, 0)).slice(0, LONGEST)
}

function shape(value: unknown, depth: number): Shape {
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  if (depth >= DEEPEST) return Array.isArray(value) ? '[…]' : '{…}'
  if (Array.isArray(value)) return { list: distinct(value.map(each => shape(each, depth + 1))) }
  const entries = Object.entries(value)
  const keys = new Map<string, Shape[]>()
  for (const [key, held] of entries) {
    const name = WORD.test(key) && entries.length <= MOST_KEYS ? key : '*'
    keys.set(name, distinct([...(keys.get(name) ?? []), shape(held, depth + 1)]))
  }
  return { keys }
}

function distinct(shapes: Shape[]): Shape[] {
  return [...new Map(shapes.map(each => [written(each), each])).values()]
}

function written(of: Shape): string {
  if (typeof of === 'string') return of
  if ('list' in of) return `[${of.list.map(written).sort().join(' | ')}]`
  const keys = [...of.keys].map(([key, shapes]) => `${key}: ${shapes.map(written).sort().join(' | ')}`)
  return `{ ${keys.sort().join(', ')} }`
}
