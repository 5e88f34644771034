import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { seed } from './seed.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await openTestDatabase()
})
afterEach(() => database.close())

test('a new company finds its ten accounts, switched off, and one practice slot that works', async () => {
  const { db } = database

  await seed(db, { LOCAL_MACHINE: true })

  const slots = await db.slots.findMany({ orderBy: { slot_number: 'asc' }, include: { machines: true } })
  const accounts = slots.filter(slot => slot.id !== 'demo-1')
  assert.deepEqual(
    accounts.map(slot => slot.id),
    ['ppx-1', 'ppx-2', 'ppx-3', 'gem-dt', 'gem-veo', 'nbp', 'nb-drive', 'gpt-1', 'hf-1', 'lov-1'],
  )
  assert.equal(
    accounts.reduce((sum, slot) => sum + slot.monthly_cost, 0),
    185_000,
  )
  assert.ok(accounts.every(slot => !slot.is_active && slot.machines.length === 0 && slot.chrome_profile === slot.id))
  const practice = slots.find(slot => slot.id === 'demo-1')
  assert.equal(practice?.is_active, true)
  assert.equal(practice?.url, '/practice')
  assert.deepEqual(
    practice?.machines.map(machine => machine.machine_id),
    ['local'],
  )
  assert.equal((await db.machines.findUniqueOrThrow({ where: { id: 'local' } })).driver, 'local')
})

test('without the local machine the practice slot waits, switched off', async () => {
  const { db } = database

  await seed(db, { LOCAL_MACHINE: false })

  assert.equal(await db.machines.count(), 0)
  assert.equal((await db.slots.findUniqueOrThrow({ where: { id: 'demo-1' } })).is_active, false)
})

test('the practice machine may be switched on later', async () => {
  const { db } = database
  await seed(db, { LOCAL_MACHINE: false })

  await seed(db, { LOCAL_MACHINE: true })

  assert.equal((await db.slots.findUniqueOrThrow({ where: { id: 'demo-1' } })).is_active, true)
})

test('what an administrator changed, switched off or deleted stays so at the next start', async () => {
  const { db } = database
  await seed(db, { LOCAL_MACHINE: true })
  await db.slots.update({ where: { id: 'ppx-1' }, data: { name: 'Анна и Perplexity', monthly_cost: 1 } })
  await db.slots.update({ where: { id: 'demo-1' }, data: { is_active: false } })
  await db.slots.delete({ where: { id: 'lov-1' } })
  await db.machines.update({ where: { id: 'local' }, data: { is_active: false } })

  await seed(db, { LOCAL_MACHINE: true })

  const slot = await db.slots.findUniqueOrThrow({ where: { id: 'ppx-1' } })
  assert.deepEqual([slot.name, slot.monthly_cost], ['Анна и Perplexity', 1])
  assert.equal((await db.slots.findUniqueOrThrow({ where: { id: 'demo-1' } })).is_active, false)
  assert.equal(await db.slots.count({ where: { id: 'lov-1' } }), 0)
  assert.equal((await db.machines.findUniqueOrThrow({ where: { id: 'local' } })).is_active, false)
})

test('two servers that start at once plant once', async () => {
  const { db } = database

  await Promise.all([seed(db, { LOCAL_MACHINE: true }), seed(db, { LOCAL_MACHINE: true })])

  assert.equal(await db.slots.count(), 11)
  assert.equal(await db.machines.count(), 1)
})
