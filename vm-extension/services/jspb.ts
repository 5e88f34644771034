/** Google's answers are arrays in arrays, where a place has a meaning and no name. */
export type Jspb = unknown

/** What stands at this path of places; undefined when the way ends before. */
export function at(value: Jspb, ...path: number[]): Jspb {
  return path.reduce<Jspb>((inner, place) => (Array.isArray(inner) ? fieldOf(inner, place) : undefined), value)
}

/** A long array may keep what stands far behind in an object at its end, by numbers that begin with 1. */
function fieldOf(array: unknown[], place: number): Jspb {
  const last: unknown = array.at(-1)
  const isRest = typeof last === 'object' && last !== null && !Array.isArray(last)
  if (place < array.length - (isRest ? 1 : 0)) return array[place]
  return isRest ? (last as Record<string, unknown>)[String(place + 1)] : undefined
}

export function textAt(value: Jspb, ...path: number[]): string | null {
  const found = at(value, ...path)
  return typeof found === 'string' && found !== '' ? found : null
}

export function listAt(value: Jspb, ...path: number[]): Jspb[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** Every array in there, the outer before the inner, in reading order: places move, shapes stay. */
export function* arraysIn(value: Jspb): Generator<unknown[]> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) yield value
  for (const inner of Object.values(value)) yield* arraysIn(inner)
}

export const isAddress = (value: Jspb): value is string => typeof value === 'string' && /^https?:\/\//.test(value)
