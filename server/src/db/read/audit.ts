import type { AuditPage, AuditRow } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import type { Db } from '../client.ts'
import type { auditModel } from '../generated/models.ts'

/** What is looked for; what is not named does not narrow. */
export interface AuditWish {
  /** Anywhere in a row. */
  q?: string | undefined
  /** `slot.reveal`, or `slot` for everything about slots. */
  action?: string | undefined
  /** What this person did, and what was done to them. */
  person_id?: string | undefined
  /** Days in the company's time zone, both included. */
  from?: string | undefined
  to?: string | undefined
  /** Rows written before this one. */
  before?: string | undefined
}

const PAGE = 50

/** One page of the audit log, newest first. */
export async function readAudit(
  db: Pick<Db, '$queryRaw'>,
  wish: AuditWish,
  timeZone: string,
): Promise<z.output<typeof AuditPage>> {
  const text = wish.q ? `%${escaped(wish.q.trim())}%` : null
  const family = wish.action ? `${escaped(wish.action)}.%` : null
  const { action = null, person_id = null, from = null, to = null, before = null } = wish
  const rows = await db.$queryRaw<auditModel[]>`
    SELECT * FROM audit
    WHERE (${before}::bigint IS NULL OR id < ${before}::bigint)
      AND (${action}::text IS NULL OR action = ${action} OR action LIKE ${family})
      AND (${person_id}::uuid IS NULL OR actor_id = ${person_id}::uuid
        OR (object_kind = 'person' AND object_id = ${person_id}::text))
      AND (${from}::date IS NULL OR at >= (${from}::date)::timestamp AT TIME ZONE ${timeZone})
      AND (${to}::date IS NULL OR at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})
      AND (${text}::text IS NULL OR concat_ws(' ', action, actor_name, object_kind, object_id, object_name,
        before::text, after::text, reason, address) ILIKE ${text})
    ORDER BY id DESC LIMIT ${PAGE + 1}`
  const shown = rows.slice(0, PAGE)
  return { rows: shown.map(viewOf), next: rows.length > PAGE ? Number(shown.at(-1)?.id) : null }
}

/** What stands for any text in LIKE stands for itself here. */
const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

function viewOf(row: auditModel): AuditRow {
  return {
    id: Number(row.id),
    at: row.at.toISOString(),
    actor: row.actor_id ? { id: row.actor_id, name: row.actor_name ?? '' } : null,
    action: row.action,
    object:
      row.object_kind && row.object_id !== null
        ? { kind: row.object_kind, id: row.object_id, name: row.object_name ?? row.object_id }
        : null,
    before: row.before as AuditRow['before'],
    after: row.after as AuditRow['after'],
    reason: row.reason,
    address: row.address,
  }
}
