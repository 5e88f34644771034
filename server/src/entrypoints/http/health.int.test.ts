import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '@taxi/contract/client.ts'
import type { LiveEvents } from '@taxi/contract/live.ts'
import { noteSignIn } from '../../actions/note-sign-in.ts'
import { watchMachine } from '../../actions/watch-machine.ts'
import { noteMachineError } from '../../db/write/note-machine-error.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import { buildMachine, buildPerson, buildSlot } from '../../testing/build.ts'
import { fakeMachines } from '../../testing/fake-parts.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

const found = { disk_free_mb: 9_000, memory_free_mb: 700, clock_ahead_ms: 0 }
let isGone = false
const check = async () => {
  if (isGone) throw new MachineError('check', 'no answer within 6 s', true)
  return { healthy: true, trouble: [], found }
}
let server: TestServer
let admin: Client
const alerts: LiveEvents['system.alert'][] = []
before(async () => {
  server = await openTestServer({ machines: fakeMachines({ 'vm-1': { check } }) })
  const { db } = server.parts
  await buildMachine(db, { id: 'vm-1', name: 'Left', driver: 'ssh', joined_at: new Date() })
  await buildSlot(db, { id: 'gpt-1', name: 'GPT Pro', service: 'chatgpt', machines: ['vm-1'] })
  const guest = await server.signIn(await buildPerson(db, { role: 'admin', locale: 'en' }))
  admin = guest.client
  const line = server.line(guest.token)
  line.on('system.alert', alert => alerts.push(alert))
  await new Promise(resolve => line.once('connect', () => resolve(null)))
})
after(() => server.close())

const look = () => watchMachine(server.parts, 'vm-1')
const machine = async () => (await admin.call('health')).machines.find(({ vm_id }) => vm_id === 'vm-1')

test('a machine is told with what was measured on it', async () => {
  assert.equal((await machine())?.state, 'unseen')
  await look()

  const seen = await machine()
  assert.equal(seen?.state, 'well')
  assert.deepEqual(seen?.found, found)
  assert.deepEqual((await admin.call('health')).open, [])
})

test('one that is gone is in doubt, then ill, and every administrator who looks hears of it at once', async () => {
  isGone = true
  await look()
  assert.equal((await machine())?.state, 'doubtful')
  await look()
  await server.settled()

  const { open } = await admin.call('health')
  assert.deepEqual(
    [(await machine())?.state, open.map(({ kind, machine }) => [kind, machine])],
    ['ill', [['machine', 'Left']]],
  )
  assert.deepEqual(
    alerts.map(({ code, vm_id }) => [code, vm_id]),
    [['incident.machine', 'vm-1']],
  )
  assert.match(alerts[0]?.msg ?? '', /^✕ Left has been ill since .*\.\ncheck: no answer within 6 s\nSlots: GPT Pro$/)

  isGone = false
  await look()
  const after = await admin.call('health')
  assert.deepEqual([after.open.length, after.past.map(({ kind }) => kind)], [0, ['machine']])
})

test('an account that is lost stands among the sign-ins with its slots, and as an incident', async () => {
  await noteSignIn(server.parts, { machineId: 'vm-1', service: 'chatgpt', found: 'captcha', since: new Date() })

  const { sign_ins, open } = await admin.call('health')
  assert.deepEqual(
    sign_ins.map(({ slots, found }) => [slots, found]),
    [[['GPT Pro'], 'captcha']],
  )
  assert.deepEqual(
    open.map(({ kind, service, why }) => [kind, service, why]),
    [['sign_in', 'chatgpt', 'captcha']],
  )
})

test('a machine that was set aside is put back into service by an administrator', async () => {
  await server.parts.db.machine_errors.deleteMany()
  const fault = { machineId: 'vm-1', what: 'fell', sessionId: null, why: 'browser' } as const
  for (let n = 0; n < 3; n++)
    await server.parts.change(tx => noteMachineError(tx, server.parts.config, { ...fault, now: new Date() }))
  assert.deepEqual([(await machine())?.state, (await machine())?.errors], ['set_aside', 3])

  const view = await admin.call('liftQuarantine', { params: { id: 'vm-1' }, body: {} })

  assert.equal(view.quarantined_until, null)
  assert.deepEqual([(await machine())?.state, (await machine())?.errors], ['well', 0])
})
