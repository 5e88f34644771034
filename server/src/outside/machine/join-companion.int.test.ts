import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { JoinTicket } from '@taxi/contract/companion.ts'
import { COMPANION_KEY } from '@taxi/contract/extension-ids.ts'
import { openTestSeat, type TestSeat } from '../../testing/test-seat.ts'
import { MachineError } from './driver.ts'
import { joinCompanion } from './join-companion.ts'

const ticket: JoinTicket = {
  ws_url: 'ws://127.0.0.1:1/companion',
  server_url: 'http://127.0.0.1:1',
  vm_id: 'test-1',
  machine_token: 'secret-token',
}
let companion: string
let machine: TestSeat
before(async () => {
  companion = mkdtempSync(join(tmpdir(), 'taxi-companion-'))
  const manifest = {
    manifest_version: 3,
    name: 'companion',
    version: '1',
    key: COMPANION_KEY,
    background: { service_worker: 'sw.js' },
  }
  writeFileSync(join(companion, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(
    join(companion, 'sw.js'),
    `globalThis.taxi = { async join(ticket) {
       if (ticket.vm_id === 'wrong') throw new Error('refused ' + ticket.machine_token)
       globalThis.joined = ticket
     } }`,
  )
  machine = await openTestSeat({ companion })
  await machine.driver.up(machine.seat)
})
after(async () => {
  await machine.close()
  rmSync(companion, { recursive: true, force: true })
})

test('the companion hears who it is, and no page notices', async () => {
  await machine.driver.join?.(ticket)

  assert.equal((await machine.visit('/look')).webdriver, false)
})

test('a companion that refuses is asked again until patience ends, and the token stays out of the error', async () => {
  const joining = joinCompanion(machine.places().cdp_port, { ...ticket, vm_id: 'wrong' }, 500)

  await assert.rejects(joining, (error: unknown) => {
    assert.ok(error instanceof MachineError)
    assert.match(error.message, /refused the ticket/)
    assert.doesNotMatch(error.message, /secret-token/)
    return true
  })
})

test('a browser without the companion is waited for, then named', async () => {
  const empty = createServer((_, response) => response.end('[]'))
  await new Promise<void>(resolve => empty.listen(0, '127.0.0.1', resolve))
  const joining = joinCompanion((empty.address() as AddressInfo).port, ticket, 300)

  await assert.rejects(joining, /companion is not running/).finally(() => empty.close())
})
