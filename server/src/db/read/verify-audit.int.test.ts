import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { AuditVerdict } from '@taxi/contract/safety.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { AUDIT_HEAD } from '../write/write-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const ROWS = 10_000
let database: TestDatabase
before(async () => {
  database = await openTestDatabase()
  for (let written = 0; written < ROWS; written += 500)
    await database.change(async tx => {
      for (let row = 1; row <= 500; row++)
        tx.record({
          action: 'slot.change',
          object: { kind: 'slot', id: `ppx-${row % 10}`, name: 'Perplexity · 1' },
          before: { max_minutes: written, name: 'до', list: [1, { b: 2, a: 1.5 }] },
          after: { max_minutes: row, name: 'после', at: new Date() },
          reason: `за ${row}`,
        })
    })
})
after(() => database.close())

/** What the verifier says of a log somebody with the whole database in their hands did this to; undone afterwards. */
async function afterwards(...tampering: string[]): Promise<AuditVerdict> {
  const { db } = database
  let verdict: AuditVerdict | null = null
  const undo = new Error('undo')
  await db
    .$transaction(
      async tx => {
        await tx.$executeRawUnsafe('ALTER TABLE audit DISABLE TRIGGER ALL')
        for (const statement of tampering) await tx.$executeRawUnsafe(statement)
        verdict = await verifyAudit({ $transaction: ((work: (db: typeof tx) => unknown) => work(tx)) as never })
        throw undo
      },
      { timeout: 120_000 },
    )
    .catch(error => assert.equal(error, undo))
  assert.ok(verdict)
  return verdict
}

const anywhere = () => randomInt(2, ROWS)
const places = [1, anywhere(), ROWS]
const shift = (from: number, by: number) => [
  `UPDATE audit SET id = -id WHERE id >= ${from}`,
  `UPDATE audit SET id = -id + ${by} WHERE id < 0`,
]
const copyOf = (row: number, id: number) =>
  `INSERT INTO audit SELECT ${id}, at, actor_id, actor_name, action, object_kind, object_id, object_name, before, after, reason, address, hash FROM audit WHERE id = ${row}`

test('a log nobody touched is whole', async () => {
  const verdict = await verifyAudit(database.db)

  assert.deepEqual([verdict.ok, verdict.rows, verdict.broken_at, verdict.why], [true, ROWS, null, null])
  assert.match(verdict.head ?? '', /^[0-9a-f]{64}$/)
})

test('an empty log is whole', async t => {
  const empty = await openTestDatabase()
  t.after(() => empty.close())

  assert.deepEqual(await verifyAudit(empty.db), { ok: true, rows: 0, broken_at: null, why: null, head: null })
})

const changes: Record<string, string> = {
  'another time': "at = at + interval '1 millisecond'",
  'another actor': "actor_name = 'Somebody else'",
  'another action': "action = 'slot.chang'",
  'another object': "object_id = object_id || ' '",
  'another state before': "before = jsonb_set(before, '{list,1,a}', '1.6')",
  'a state after taken away': 'after = NULL',
  'another reason': "reason = 'none'",
  'an address': "address = '10.0.0.1'",
  'another hash': 'hash = reverse(hash)',
}
for (const [what, set] of Object.entries(changes))
  test(`one row that got ${what} is found among ten thousand`, async () => {
    const row = anywhere()
    const { ok, broken_at, why } = await afterwards(`UPDATE audit SET ${set} WHERE id = ${row}`)
    assert.deepEqual([ok, broken_at, why], [false, row, 'changed'])
  })

test('a removed row is found, also when those after it were numbered anew', async () => {
  for (const row of places.filter(row => row < ROWS)) {
    const gap = await afterwards(`DELETE FROM audit WHERE id = ${row}`)
    assert.deepEqual([gap.broken_at, gap.why], [row, 'removed'])
    const closed = await afterwards(`DELETE FROM audit WHERE id = ${row}`, ...shift(row + 1, -1))
    assert.deepEqual([closed.broken_at, closed.why], [row, 'removed'])
  }
})

test('an inserted row is found', async () => {
  for (const row of places) {
    const { broken_at, why } = await afterwards(...shift(row, 1), copyOf(row > 5_000 ? 7 : 5_007, row))
    assert.deepEqual([broken_at, why], [row, 'inserted'])
  }
  const before = await afterwards(copyOf(1, 0))
  assert.deepEqual([before.broken_at, before.why], [0, 'inserted'])
})

test('two rows that changed places are found, whether they took their hashes along or not', async () => {
  const others = ['at', 'actor_id', 'action', 'object_id', 'before', 'after', 'reason']
  const swapped = (columns: string[], a: number, b: number) =>
    `UPDATE audit SET ${columns.map(c => `${c} = o.${c}`).join(', ')} FROM (SELECT * FROM audit WHERE id IN (${a}, ${b})) o WHERE audit.id + o.id = ${a + b} AND audit.id IN (${a}, ${b})`
  for (const [a, b] of [
    [1, 2],
    [4_999, ROWS],
  ] as const) {
    for (const columns of [others, [...others, 'hash']]) {
      const { broken_at, why } = await afterwards(swapped(columns, a, b))
      assert.deepEqual([broken_at, why], [a, 'swapped'])
    }
  }
})

test('a log cut off at its end is found, and one that lost its head', async () => {
  const cut = await afterwards(`DELETE FROM audit WHERE id = ${ROWS}`)
  assert.deepEqual([cut.ok, cut.broken_at, cut.why], [false, ROWS, 'cut'])
  const much = await afterwards('DELETE FROM audit WHERE id > 3')
  assert.deepEqual([much.broken_at, much.why], [4, 'cut'])
  const all = await afterwards('DELETE FROM audit')
  assert.deepEqual([all.ok, all.broken_at, all.why], [false, 1, 'cut'])
  const headless = await afterwards(`DELETE FROM settings WHERE name = '${AUDIT_HEAD}'`)
  assert.deepEqual([headless.ok, headless.why], [false, 'cut'])
})

test('the database itself refuses to change, remove or empty the log', async () => {
  for (const statement of ["UPDATE audit SET reason = 'x'", 'DELETE FROM audit WHERE id = 5', 'TRUNCATE audit'])
    await assert.rejects(database.db.$executeRawUnsafe(statement), /append-only/)
})

test('text that PostgreSQL cannot keep as it is does not look like tampering', async t => {
  const odd = await openTestDatabase()
  t.after(() => odd.close())
  const reason = 'a\0b \ud83d\uddff \ud800'

  await odd.change(async tx =>
    tx.record({
      action: 'a',
      object: { kind: 'slot', id: reason, name: reason },
      after: { reason, much: 1e21 },
      reason,
    }),
  )

  assert.equal((await verifyAudit(odd.db)).ok, true)
})

test('what was rolled back leaves neither row nor hole, and many at once make one chain', async t => {
  const busy = await openTestDatabase()
  t.after(() => busy.close())
  const write = (n: number) =>
    busy.change(async tx => {
      tx.record({ action: 'a', after: { n } })
      if (n % 3 === 0) throw new Error('no')
    })

  await Promise.allSettled(Array.from({ length: 60 }, (_, n) => write(n)))

  assert.deepEqual(await verifyAudit(busy.db).then(({ ok, rows }) => [ok, rows]), [true, 40])
})
