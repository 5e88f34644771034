import { verifyAudit } from '../db/read/verify-audit.ts'
import { oweAlert } from '../db/write/owe-alert.ts'
import { useOnce } from '../db/write/use-once.ts'
import type { Parts } from '../parts.ts'

const DAY_MS = 24 * 3_600_000

/**
 * Once a day the head of the audit log leaves the house, into the administrators' chat: whoever has the whole database
 * in their hands could write the log anew, but not what was said there. Without a chat it stands in the server's log.
 */
export async function tellAuditHead(parts: Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>): Promise<void> {
  const { config, db, change, now, log } = parts
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: config.COMPANY_TIMEZONE }).format(now())
  const told = `audit-head:${day}`
  // Walking the log takes a while: not every hour.
  if (await db.used_once.findUnique({ where: { hash: told } })) return
  const { ok, rows, head, broken_at } = await verifyAudit(db)
  const mine = await change(async tx => {
    if (!(await useOnce(tx, told, new Date(now().getTime() + 2 * DAY_MS)))) return false
    if (!head) return true
    const expiresAt = new Date(now().getTime() + 7 * DAY_MS)
    const about = { about: 'audit_head', day, rows, head, broken_at }
    await oweAlert(tx, config, { key: told, expiresAt, about })
    return true
  })
  if (!mine) return
  if (ok) log.info({ rows, head }, 'the audit log is whole')
  else log.error({ rows, head, broken_at }, 'the audit log was tampered with: compare it with a backup')
}
