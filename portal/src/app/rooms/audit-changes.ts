type Side = Record<string, unknown> | null

/** One field before and after; null on the side where there was none. */
export interface AuditChange {
  name: string
  was: string | null
  is: string | null
}

/** What an entry says of before and after, a line per field, as text. */
export function auditChanges(before: Side, after: Side): AuditChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names]
    .map(name => ({ name: readable(name), was: textOf(before?.[name]), is: textOf(after?.[name]) }))
    .filter(({ was, is }) => was !== null || is !== null)
}

/** `login_encrypted` is how a login is kept, not what it is called. */
const readable = (name: string) => name.replace(/_(encrypted|hash)$/, '').replaceAll('_', ' ')

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
