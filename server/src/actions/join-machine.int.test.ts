import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Client } from '@taxi/contract/client.ts'
import { createMachines } from '../outside/machine/machines.ts'
import { buildPerson } from '../testing/build.ts'
import { refused } from '../testing/refused.ts'
import { startSshd, type TestSshd } from '../testing/sshd.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'taxi-join-'))
let server: TestServer
let admin: Client
let sshd: TestSshd

before(async () => {
  const config = join(folder, 'seat.json')
  writeFileSync(config, JSON.stringify({ root: join(folder, 'seat'), display: 9998, supervisor: 'own' }))
  sshd = await startSshd({ gate: ['--config', config], open: [5901] })
  server = await openTestServer()
  Object.assign(server.parts, { machines: createMachines(server.parts) })
  admin = (await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))).client
})
after(async () => {
  await server.parts.machines.close()
  await server.close()
  sshd.close()
  rmSync(folder, { recursive: true, force: true })
})

const add = async (vm_id: string) => {
  const { host, port } = sshd.place
  await admin.call('addMachine', { body: { vm_id, name: vm_id, driver: 'ssh', address: host, port } })
  await server.parts.db.machines.update({ where: { id: vm_id }, data: { login: sshd.place.user } })
  return admin.call('offerJoin', { params: { id: vm_id }, body: {} })
}
const tokenIn = (command: string) => /TAXI_JOIN_TOKEN=(\S+)/.exec(command)?.[1] ?? ''

test('a machine joins with its one-time token, and what is missing there is said in words', async () => {
  const offer = await add('vm-1')
  sshd.admit(/seat_authorized_key: "(.*)"/.exec(offer.inventory)?.[1] ?? '')

  const said = await server.client().call('joinMachine', {
    body: { vm_id: 'vm-1', token: tokenIn(offer.command), host_key: sshd.hostPublicKey },
  })

  assert.equal(said.healthy, false)
  assert.ok(said.trouble.includes('nobody keeps the seat running'), said.trouble.join(', '))
  assert.ok(!said.trouble.includes('no browser is open'), 'the server opens one itself')
  const [machine] = (await admin.call('machines')).filter(({ vm_id }) => vm_id === 'vm-1')
  assert.ok(machine?.joined_at)
})

test('the inventory holds no secret, and the secrets are kept as hashes or sealed', async () => {
  const offer = await add('vm-2')

  const secrets = [...offer.command.matchAll(/TAXI_\w+=(\S+)/g)].map(found => found[1] ?? '')
  const row = await server.parts.db.machines.findUniqueOrThrow({ where: { id: 'vm-2' } })
  assert.equal(secrets.length, 2)
  for (const secret of secrets) assert.ok(!offer.inventory.includes(secret) && !JSON.stringify(row).includes(secret))
  assert.doesNotMatch(JSON.stringify(row), /PRIVATE KEY/)
})

test('a token joins once, its own machine only, and not after half an hour', async () => {
  const offer = await add('vm-3')
  const claim = { vm_id: 'vm-3', token: tokenIn(offer.command), host_key: sshd.hostPublicKey }
  const knock = (body: typeof claim) => server.client().call('joinMachine', { body })

  await refused(knock({ ...claim, vm_id: 'vm-2' }), 'machine.join-refused')
  await refused(knock({ ...claim, token: 'guessed' }), 'machine.join-refused')
  await server.parts.db.machines.update({ where: { id: 'vm-3' }, data: { join_expires_at: new Date(0) } })
  await refused(knock(claim), 'machine.join-refused')
  const again = await admin.call('offerJoin', { params: { id: 'vm-3' }, body: {} })
  await knock({ ...claim, token: tokenIn(again.command) })
  await refused(knock({ ...claim, token: tokenIn(again.command) }), 'machine.join-refused')
})

test('a machine that shows another host key than it joined with is not spoken to', async () => {
  const offer = await add('vm-4')
  sshd.admit(/seat_authorized_key: "(.*)"/.exec(offer.inventory)?.[1] ?? '')
  const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

  const said = await server.client().call('joinMachine', {
    body: { vm_id: 'vm-4', token: tokenIn(offer.command), host_key: other },
  })

  assert.match(said.trouble[0] ?? '', /another host key/)
})

test('machines on the server itself have nothing to join', async () => {
  await admin.call('addMachine', { body: { vm_id: 'vm-5', name: 'x', driver: 'dry' } })

  await refused(admin.call('offerJoin', { params: { id: 'vm-5' }, body: {} }), 'machine.not-ssh')
  await refused(admin.call('offerJoin', { params: { id: 'nothing' }, body: {} }), 'machine.unknown')
})
