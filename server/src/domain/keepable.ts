/** Deeper than this nothing we know goes; a walk of it would run out of stack. */
const DEEPEST = 200

/**
 * The same words as a database can keep them: a NUL or half a surrogate pair, which PostgreSQL refuses, becomes U+FFFD.
 * Pages, chats and companions send such text without meaning harm. Null when it is nested beyond reason.
 */
export function keepable(given: unknown): { value: unknown } | null {
  try {
    return { value: walk(given, DEEPEST) }
  } catch (error) {
    if (error instanceof TooDeep) return null
    throw error
  }
}

class TooDeep extends Error {}

function walk(value: unknown, left: number): unknown {
  if (typeof value === 'string') return keepableText(value)
  if (typeof value !== 'object' || value === null) return value
  if (left === 0) throw new TooDeep()
  if (Array.isArray(value)) return value.map(inner => walk(inner, left - 1))
  // fromEntries makes even `__proto__` an ordinary key.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [keepableText(key), walk(inner, left - 1)]))
}

/** The same for one text. */
export const keepableText = (given: string) => given.toWellFormed().replaceAll('\0', '\ufffd')
