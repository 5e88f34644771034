import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { projectRoot } from '../../config.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { processesOf } from '../../testing/test-seat.ts'
import { openTestSite } from '../../testing/test-site.ts'
import { loadSecrets } from '../secrets.ts'
import { createMachines } from './machines.ts'
import { fingerprintOf, newSshKeys } from './ssh-keys.ts'

let database: TestDatabase
let dataDir: string
before(async () => {
  database = await openTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'taxi-machines-'))
})
after(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const add = (id: string, driver: string) => database.db.machines.create({ data: { id, name: id, driver } })
const open = () =>
  createMachines({
    config: { root: projectRoot, dataDir, SEAT_CHROMIUM_FLAGS: '', SCREEN_HOST: '127.0.0.1' },
    secrets: loadSecrets(dataDir),
    db: database.db,
    log: pino({ level: 'silent' }),
  })

test('a machine’s driver is made once and follows its row', async () => {
  const machines = open()
  await add('dry-1', 'dry')
  const first = await machines.driver('dry-1')
  assert.equal(await machines.driver('dry-1'), first)

  await database.db.machines.update({ where: { id: 'dry-1' }, data: { driver: 'local' } })

  assert.notEqual(await machines.driver('dry-1'), first)
})

test('a machine over ssh keeps its line while its key is wrapped anew, and gets another when it moves', async () => {
  const machines = open()
  const { publicKey, privateKey } = newSshKeys('test')
  const sealed = () => loadSecrets(dataDir).seal(privateKey, 'machines.private_key_encrypted.far-2')
  const joined = { address: '127.0.0.1', host_key: fingerprintOf(publicKey), public_key: publicKey }
  await add('far-2', 'ssh')
  const change = (data: object) => database.db.machines.update({ where: { id: 'far-2' }, data })
  await change({ ...joined, private_key_encrypted: sealed() })
  const first = await machines.driver('far-2')

  await change({ private_key_encrypted: sealed() })
  assert.equal(await machines.driver('far-2'), first)
  await change({ port: 2222 })

  assert.notEqual(await machines.driver('far-2'), first)
})

test('an unknown machine is named, and one that has not joined', async () => {
  await add('far-1', 'ssh')

  await assert.rejects(open().driver('far-1'), /has not joined yet/)
  await assert.rejects(open().driver('nowhere'), /there is no machine nowhere/)
})

test('closing takes down the seats that came up here, and nobody else’s', async () => {
  await add('local-1', 'local')
  const site = await openTestSite()
  const [server, worker] = [open(), open()]
  const folder = join(dataDir, 'machines/local-1')
  await (await server.driver('local-1')).up({ slotId: 'demo-1', profile: 'demo-1', startUrl: `${site.url}/` })
  await (await worker.driver('local-1')).sealed('s1')

  await worker.close()
  assert.ok(processesOf(folder).length > 0, 'a worker leaves the seat running')
  await server.close()

  assert.deepEqual(processesOf(folder), [])
  await site.close()
})
