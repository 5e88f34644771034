import { setTimeout as sleep } from 'node:timers/promises'
import { Prisma } from '../db/generated/client.ts'
import { readKeysInUse } from '../db/read/keys-in-use.ts'
import { placeOf, type SealedColumn, sealedColumns } from '../db/sealed-columns.ts'
import type { Parts } from '../parts.ts'

export interface Rotation {
  /** The key that wraps everything now. */
  keyId: string
  /** An earlier rotation that was cut short went on. */
  resumed: boolean
  rewrapped: number
  /** Values that do not open with the key they name; they stay as they are, and so does that key. */
  unreadable: string[]
  removed: string[]
}

type Needs = Pick<Parts, 'db' | 'change' | 'secrets'>

const BATCH = 100
/** A server may have sealed something with the key before, in a transaction that is not committed yet: they live 15 s. */
const SETTLE_MS = 20_000

/**
 * A new key, everything wrapped by it, older keys removed once nothing needs them. The rows themselves say how far it
 * got: killed at any point, the next call goes on there. Servers may run meanwhile.
 */
export async function rotateKeys(parts: Needs, { settleMs = SETTLE_MS } = {}): Promise<Rotation> {
  return alone(parts.db, async () => {
    const { keys } = parts.secrets
    const resumed = await isUnfinished(parts)
    const { id: keyId } = resumed ? keys.newest() : keys.add()
    const first = await rewrapAll(parts, keyId)
    await sleep(settleMs)
    const second = await rewrapAll(parts, keyId)
    const used = await readKeysInUse(parts.db)
    const [, ...made] = keys.all().map(key => key.id)
    const removed = made.filter(id => id !== keyId && !used.has(id))
    const rotation = { keyId, resumed, rewrapped: first.rewrapped + second.rewrapped, removed }
    await parts.change(async tx =>
      tx.record({ action: 'keys.rotate', object: { kind: 'key', id: keyId }, after: rotation }),
    )
    for (const id of removed) keys.remove(id)
    return { ...rotation, unreadable: second.unreadable }
  })
}

/** Two at once could each remove the key the other has just made. */
async function alone<T>(db: Needs['db'], work: () => Promise<T>): Promise<T> {
  return db.$transaction(
    async tx => {
      const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtext('rotate-keys')) AS taken`
      if (!lock?.taken) throw new Error('Another rotation is running. Let it end.')
      return work()
    },
    { timeout: 3_600_000 },
  )
}

/** A key was made by a rotation, and not everything is wrapped by it, or an older one is still there. */
async function isUnfinished({ db, secrets: { keys } }: Needs): Promise<boolean> {
  const all = keys.all()
  if (all.length === 1) return false
  const used = await readKeysInUse(db)
  return all.length > 2 || [...used.keys()].some(id => id !== keys.newest().id)
}

async function rewrapAll(parts: Needs, keyId: string): Promise<Pick<Rotation, 'rewrapped' | 'unreadable'>> {
  let rewrapped = 0
  const unreadable: string[] = []
  for (const column of sealedColumns)
    for (let after = ''; ; ) {
      const batch = await rewrapBatch(parts, column, keyId, after)
      rewrapped += batch.rewrapped
      unreadable.push(...batch.unreadable)
      if (batch.last === null) break
      after = batch.last
    }
  return { rewrapped, unreadable }
}

/** The next hundred values of a column under another key, all or none. */
async function rewrapBatch({ change, secrets }: Needs, sealed: SealedColumn, keyId: string, after: string) {
  const [table, column] = [Prisma.raw(sealed.table), Prisma.raw(sealed.column)]
  return change(async tx => {
    const rows = await tx.$queryRaw<{ id: string; value: string }[]>`
      SELECT id::text, ${column} AS value FROM ${table}
      WHERE ${column} IS NOT NULL AND ${column} NOT LIKE ${`v2.${keyId}.%`} AND id::text > ${after}
      ORDER BY id::text LIMIT ${BATCH} FOR NO KEY UPDATE`
    const tried = rows.map(({ id, value }) => ({ id, next: rewrapped(secrets, value, placeOf(sealed, id)) }))
    const done = tried.filter(row => row.next !== null)
    await tx.$executeRaw`
      UPDATE ${table} AS old SET ${column} = new.value
      FROM unnest(${done.map(row => row.id)}::text[], ${done.map(row => row.next)}::text[]) AS new (id, value)
      WHERE old.id::text = new.id`
    const unreadable = tried.filter(row => row.next === null).map(row => placeOf(sealed, row.id))
    return { rewrapped: done.length, unreadable, last: rows.at(-1)?.id ?? null }
  })
}

function rewrapped(secrets: Needs['secrets'], value: string, place: string): string | null {
  try {
    return secrets.rewrap(value, place)
  } catch {
    return null
  }
}
