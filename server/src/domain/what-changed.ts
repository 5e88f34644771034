type Row = Record<string, unknown>

/** What differs between two states of a row, for the audit log; null when nothing does. Of a secret only that there is one. */
export function whatChanged(before: Row, after: Row): { before: Row; after: Row } | null {
  const names = Object.keys(after).filter(name => text(before[name]) !== text(after[name]))
  return names.length ? { before: shown(before, names), after: shown(after, names) } : null
}

/** A row as the audit log may keep it. */
export function shown(row: Row, names: string[] = Object.keys(row)): Row {
  return Object.fromEntries(
    names.map(name => [name, SECRET.test(name) && row[name] ? '(secret)' : (row[name] ?? null)]),
  )
}

const SECRET = /_(encrypted|hash|secret)$/
const text = (value: unknown) => JSON.stringify(value ?? null)
