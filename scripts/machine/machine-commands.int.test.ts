import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endSession } from '../../server/src/actions/end-session.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../server/src/testing/build.ts'
import { openTestServer, type TestServer } from '../../server/src/testing/test-server.ts'
import { isKnown, runCommand } from './machine-commands.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

const run = (...words: string[]) => runCommand(server.parts, words)
const rowOf = (id: string) => server.parts.db.machines.findUnique({ where: { id } })

test('a machine is added, and what makes it join is printed as the portal shows it', async () => {
  const said = (await run('add', 'ams-1', '--address', '10.8.0.11', '--name', 'Amsterdam 1')).join('\n')

  assert.match(said, /ams-1 is added/)
  assert.match(said, /ansible_host: "10\.8\.0\.11"/)
  assert.match(said, /TAXI_MACHINE_TOKEN=\S+ TAXI_JOIN_TOKEN=\S+ ansible-playbook -i ams-1\.yml/)
  assert.match((await run('list')).join('\n'), /ams-1 +Amsterdam 1 +10\.8\.0\.11:22 +has not joined/)
  await assert.rejects(run('add', 'ams-1', '--address', '10.8.0.11'), { code: 'machine.exists' })
})

test('a machine in use is drained, not removed; once empty it goes, and stays in its people’s history without its keys', async () => {
  const { db } = server.parts
  const machine = await buildMachine(db, { id: 'hel-1', token_hash: 'x' })
  const slot = await buildSlot(db, { machines: [machine.id] })
  const session = await buildSession(db, { person: await buildPerson(db), slot })

  assert.match((await run('drain', machine.id)).join(), /Somebody is still there/)
  await assert.rejects(run('remove', machine.id), { code: 'machine.not-empty' })
  await endSession(server.parts, { sessionId: session.id, reason: 'manual' })
  await db.sessions.update({ where: { id: session.id }, data: { freed_at: new Date() } })
  await assert.rejects(run('remove', machine.id), { code: 'machine.not-empty' }, 'the dump is still to be fetched')
  await db.dumps.update({ where: { session_id: session.id }, data: { state: 'kept' } })
  assert.match((await run('list')).join('\n'), /hel-1.*drained/)
  await run('remove', machine.id)

  const row = await rowOf(machine.id)
  assert.deepEqual([row?.is_active, row?.token_hash], [false, null])
  assert.equal(await db.slot_machines.count({ where: { machine_id: machine.id } }), 0)
  await run('undrain', machine.id)
})

test('a machine nobody ever used leaves no row', async () => {
  await buildMachine(server.parts.db, { id: 'new-1' })

  await run('remove', 'new-1')

  assert.equal(await rowOf('new-1'), null)
  await assert.rejects(run('remove', 'new-1'), { code: 'machine.unknown' })
})

test('words that make no command are not run', () => {
  for (const words of [
    '',
    'add',
    'add x',
    'add x --address a --port 0',
    'remove ../x',
    'list x',
    'drain a b',
    'join --what',
  ])
    assert.equal(isKnown(words.split(' ').filter(Boolean)), false, words)
  for (const words of ['list', 'join a', 'add a --address b --port 2222']) assert.ok(isKnown(words.split(' ')), words)
})
