import { keepableText } from '../../domain/keepable.ts'
import { actorNow } from '../acting.ts'
import { type AuditContent, chainedHash, FIRST_HASH } from '../audit-chain.ts'
import type { Db } from '../client.ts'
import { Prisma } from '../generated/client.ts'

/** Something worth keeping for good. No secret, no token, no content of a chat goes in. */
export interface AuditEntry {
  /** What was done: `slot.change`, `sign-in.wrong`, `session.kick` … */
  action: string
  object?: { kind: string; id: string; name?: string }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string | undefined
  /** When it is not whoever knocked. */
  actor?: { id: string; name: string } | null
}

/** Where the log's head is kept beside it: rows cut off at its end would otherwise not be missed. */
export const AUDIT_HEAD = 'audit_head'
/** Any number, the same on all servers. */
const AUDIT_LOCK = 7_410_552

/** Appends to the chain, the last thing of a transaction: whoever else appends waits for its commit. */
export async function writeAudit(
  tx: Pick<Db, '$executeRaw' | '$queryRaw' | 'audit' | 'settings'>,
  entries: AuditEntry[],
): Promise<void> {
  if (!entries.length) return
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${AUDIT_LOCK})`
  const [last] = await tx.$queryRaw<{ id: bigint; hash: string }[]>`SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1`
  let [id, hash] = [last?.id ?? 0n, last?.hash ?? FIRST_HASH]
  const rows = entries.map(entry => {
    id += 1n
    const row = contentOf(id, entry)
    hash = chainedHash(hash, row)
    return { ...row, before: jsonOf(row.before), after: jsonOf(row.after), hash }
  })
  await tx.audit.createMany({ data: rows })
  const value = { id: Number(id), hash }
  await tx.settings.upsert({ where: { name: AUDIT_HEAD }, create: { name: AUDIT_HEAD, value }, update: { value } })
}

function contentOf(id: bigint, entry: AuditEntry): AuditContent {
  const { person, address } = actorNow()
  const actor = entry.actor === undefined ? person : entry.actor
  return {
    id,
    at: new Date(),
    actor_id: actor?.id ?? null,
    actor_name: storable(actor?.name),
    action: entry.action,
    object_kind: entry.object?.kind ?? null,
    object_id: storable(entry.object?.id),
    object_name: storable(entry.object?.name),
    before: plain(entry.before),
    after: plain(entry.after),
    reason: storable(entry.reason),
    address: storable(address),
  }
}

/** What JSON makes of it: dates become text, what is undefined is gone. */
const plain = (value: Record<string, unknown> | undefined) =>
  value ? (JSON.parse(JSON.stringify(value, storableText)) as Record<string, unknown>) : null

/** Text as PostgreSQL gives it back: what it cannot keep would read differently later, and look tampered with. */
const storable = (text: string | null | undefined) => (text ? keepableText(text) : null)
const storableText = (_: string, value: unknown) => {
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'string' ? keepableText(value) : value
}

const jsonOf = (value: Record<string, unknown> | null) =>
  value === null ? Prisma.DbNull : (value as Prisma.InputJsonObject)
