import type { AuditVerdict } from '@taxi/contract/safety.ts'
import { type AuditContent, chainedHash, FIRST_HASH } from '../audit-chain.ts'
import type { Db } from '../client.ts'
import type { auditModel } from '../generated/models.ts'
import { AUDIT_HEAD } from '../write/write-audit.ts'

type Why = NonNullable<AuditVerdict['why']>
type Broken = { at: bigint; why: Why }
type Reader = Pick<Db, 'audit' | 'settings'>
interface Head {
  id: number
  hash: string
}

const BATCH = 1_000
const LONGEST_MS = 120_000

/** Walks the whole log from its first row, a batch at a time: every row must be what its hash was made of. */
export async function verifyAudit(db: Pick<Db, '$transaction'>): Promise<AuditVerdict> {
  // One snapshot: what is written meanwhile belongs to the next look.
  return db.$transaction(async tx => verdictOn(tx), { isolationLevel: 'RepeatableRead', timeout: LONGEST_MS })
}

async function verdictOn(db: Reader): Promise<AuditVerdict> {
  const head = await headOf(db)
  const rows = await db.audit.count()
  const broken = await firstBroken(db, head)
  return {
    ok: !broken,
    rows,
    broken_at: broken && Number(broken.at),
    why: broken?.why ?? null,
    head: head?.hash ?? null,
  }
}

async function headOf({ settings }: Reader): Promise<Head | null> {
  const kept = await settings.findUnique({ where: { name: AUDIT_HEAD } })
  return (kept?.value as Head | undefined) ?? null
}

async function firstBroken(db: Reader, head: Head | null): Promise<Broken | null> {
  let hash = FIRST_HASH
  let last = 0n
  for await (const row of allRows(db)) {
    if (row.id <= 0n) return { at: row.id, why: 'inserted' }
    if (row.id !== last + 1n) return { at: last + 1n, why: 'removed' }
    if (chainedHash(hash, contentOf(row)) !== row.hash) return { at: row.id, why: await whyBroken(db, row, hash, head) }
    ;({ id: last, hash } = row)
  }
  return atTheEnd(last, hash, head)
}

async function* allRows({ audit }: Reader): AsyncGenerator<auditModel> {
  let after: bigint | null = null
  for (;;) {
    const rows: auditModel[] = await audit.findMany({
      where: after === null ? {} : { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    yield* rows
    after = rows.at(-1)?.id ?? null
    if (rows.length < BATCH || after === null) return
  }
}

/** All rows fit together; do they end where the log ended? */
function atTheEnd(last: bigint, hash: string, head: Head | null): Broken | null {
  const end = BigInt(head?.id ?? 0)
  if (last > end) return head ? { at: end + 1n, why: 'inserted' } : { at: last, why: 'cut' }
  if (last < end) return { at: last + 1n, why: 'cut' }
  return head && hash !== head.hash ? { at: last, why: 'changed' } : null
}

/** What was done to the log so that this row does not fit: rows may have been given new numbers to hide it. */
async function whyBroken(db: Reader, row: auditModel, before: string, head: Head | null): Promise<Why> {
  const last = (await db.audit.aggregate({ _max: { id: true } }))._max.id ?? 0n
  const end = BigInt(head?.id ?? 0)
  if (head && last > end) return 'inserted'
  if (head && last < end) return 'removed'
  return (await isElsewhere(db, row, before)) ? 'swapped' : 'changed'
}

/** Whether what belongs at this row's number stands further down. */
async function isElsewhere(db: Reader, row: auditModel, before: string): Promise<boolean> {
  for await (const other of allRows(db)) {
    if (other.id <= row.id) continue
    const hash = chainedHash(before, { ...contentOf(other), id: row.id })
    if (hash === other.hash || hash === row.hash) return true
  }
  return false
}

function contentOf({ hash: _, ...content }: auditModel): AuditContent {
  return content as AuditContent
}
