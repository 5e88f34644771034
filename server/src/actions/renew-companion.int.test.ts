import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { readMachines } from '../db/read/machines.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { type FakeClock, fakeClock } from '../testing/fake-clock.ts'
import { fakeCompanions, fakeParts } from '../testing/fake-parts.ts'
import { renewCompanion } from './renew-companion.ts'

describe('a machine whose companion is older than the one this server offers', () => {
  const root = mkdtempSync(join(tmpdir(), 'taxi-renew-'))
  let database: TestDatabase
  let clock: FakeClock
  let asked: string[]
  before(async () => {
    database = await openTestDatabase()
    const built = join(root, 'vm-extension/.output/chrome-mv3')
    mkdirSync(built, { recursive: true })
    writeFileSync(join(built, 'manifest.json'), JSON.stringify({ manifest_version: 3, name: 'T', version: '0.1.0' }))
    const line_at = randomUUID()
    for (const [id, driver] of [
      ['far', 'ssh'],
      ['here', 'local'],
    ] as const)
      await database.db.machines.create({
        data: { id, name: id, driver, line_at, status: { create: { is_healthy: true, updated_at: new Date() } } },
      })
  })
  after(async () => {
    await database?.close()
    rmSync(root, { recursive: true, force: true })
  })
  beforeEach(async () => {
    clock = fakeClock()
    asked = []
    await database.db.sessions.deleteMany()
    await database.db.machine_status.updateMany({ data: { companion_due_since: null, companion_asked_at: null } })
  })

  /** Parts whose companions say they are of this version. */
  const partsOf = (version: string) =>
    fakeParts(database, {
      now: clock.now,
      config: { root, dataDir: join(root, 'data') },
      companions: fakeCompanions({
        connected: () => ({ version, since: clock.now() }),
        async ask(machineId, command) {
          asked.push(`${machineId} ${command.t}`)
          return { found: 'newer' } as never
        },
      }),
    })
  const isLate = async (version: string) => (await readMachines(partsOf(version), 'far'))[0]?.companion.is_late

  it('is asked to renew it, and again ten minutes later as long as it has not', async () => {
    const parts = partsOf('0.1.0')
    for (let minute = 0; minute < 20; minute += 1) {
      await renewCompanion(parts, 'far')
      clock.pass({ minutes: 1 })
    }

    assert.deepEqual(asked, ['far update', 'far update'])
  })

  it('that does not for three hours is told of, until it has', async () => {
    for (let asked = 0; asked <= 3 * 6; asked += 1) {
      assert.equal(await isLate('0.1.0'), false)
      await renewCompanion(partsOf('0.1.0'), 'far')
      clock.pass({ minutes: 10 })
    }
    assert.equal(await isLate('0.1.0'), true)

    await renewCompanion(partsOf('0.1.0.1'), 'far')
    assert.equal(await isLate('0.1.0.1'), false)
  })

  it('is left alone while somebody sits there, and until the seat is given back', async () => {
    const parts = partsOf('0.1.0')
    const person = await database.db.people.create({ data: { name: 'Anna', email: 'anna@example.com' } })
    await database.db.slots.create({
      data: { id: 's', slot_number: 900, name: 'S', service: 'x', service_name: 'X', url: 'https://x.example/' },
    })
    const turn = { person_id: person.id, slot_id: 's', machine_id: 'far', ends_at: clock.now() }
    const { id } = await database.db.sessions.create({ data: turn })
    await renewCompanion(parts, 'far')
    await database.db.sessions.update({
      where: { id },
      data: { state: 'ended', ended_at: clock.now(), end_reason: 'manual' },
    })
    await renewCompanion(parts, 'far')
    assert.deepEqual(asked, [])

    await database.db.sessions.update({ where: { id }, data: { freed_at: clock.now() } })
    await renewCompanion(parts, 'far')
    assert.deepEqual(asked, ['far update'])
  })

  it('is not asked on this computer, where it is loaded as it is built', async () => {
    await renewCompanion(partsOf('0.0.9'), 'here')

    assert.deepEqual(asked, [])
  })
})
