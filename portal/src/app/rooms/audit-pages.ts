import type { Client } from '@taxi/contract/client.ts'
import type { AuditRow } from '@taxi/contract/safety.ts'
import { createPages, type Pages } from '../frame/pages.ts'

/** What is looked for, as the address says it. */
export interface AuditWish {
  q?: string
  action?: string
  person?: string
  from?: string
  to?: string
}

/** The log page by page: `look` begins anew, `more` goes on into the past. */
export const createAuditPages = (client: Client): Pages<AuditWish, AuditRow> =>
  createPages<AuditWish, AuditRow, number>({}, (wish, before) => client.call('audit', { query: queryOf(wish, before) }))

function queryOf({ person, ...wish }: AuditWish, before: number | null): Record<string, string> {
  const asked = { ...wish, person_id: person, before: before === null ? undefined : String(before) }
  return Object.fromEntries(Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1])))
}
