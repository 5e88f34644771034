import { createHash } from 'node:crypto'

type Json = Record<string, unknown>

/** A row of the audit log without its hash. */
export interface AuditContent {
  id: bigint
  at: Date
  actor_id: string | null
  actor_name: string | null
  action: string
  object_kind: string | null
  object_id: string | null
  object_name: string | null
  before: Json | null
  after: Json | null
  reason: string | null
  address: string | null
}

/** Before the first row. */
export const FIRST_HASH = '0'.repeat(64)

/** Each row's hash holds the one before: to change, remove, insert or swap one, all after it would have to be written anew. */
export function chainedHash(before: string, row: AuditContent): string {
  return createHash('sha256')
    .update(before)
    .update(canonical({ ...row, id: String(row.id), at: row.at.toISOString() }))
    .digest('hex')
}

/** One text for one meaning: PostgreSQL keeps the keys of a jsonb in an order of its own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value as Json).filter(([, each]) => each !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
