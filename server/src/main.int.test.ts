import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createClient } from '@taxi/contract/client.ts'
import { refused } from './testing/refused.ts'
import { setUpSecondFactor } from './testing/second-factor.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'taxi-main-test-'))
const running = new Set<ChildProcess>()
after(async () => {
  for (const child of running) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

const PATIENCE_MS = 60_000

/** The server as `npm start` runs it, without machines of its own. */
function start(environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', LOCAL_MACHINE: 'no', TAXI_DATA_DIR: folder, DISK_FLOOR_MB: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>

  async function says(pattern: RegExp): Promise<string> {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
      const found = pattern.exec(said)
      if (found) return found[1] ?? found[0]
      if (child.exitCode !== null) break
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error(`it never said ${pattern}, but:\n${said}`)
  }
  return { child, ended, says, said: () => said }
}

test('a wrong setting is explained in a sentence, without repeating a secret', async () => {
  const { ended, said } = start({ PORT: 'many', ADMIN_EMAIL: 'a@b.cd', ADMIN_PASSWORD: 'hush' })

  assert.deepEqual(await ended, [78, null])
  assert.match(said(), /PORT: "many" will not do; it wants a whole number/)
  assert.match(said(), /ADMIN_PASSWORD: its value will not do/)
  assert.ok(!said().includes('hush'))
})

test('from the first start to a killed server that goes on where it was, and a proper end', async t => {
  let token = ''
  const first = start()
  const base = await first.says(/ready at (http:\S+)/)
  const link = await first.says(/(http:\S+\/app\/setup#t=\S+)/)
  const client = createClient({ base, token: () => token })

  await t.test('the printed link makes the first administrator', async () => {
    const admin = { name: 'Ada', email: 'ada@taxi.test', password: 'a quiet yellow cab' }
    const signedIn = await client.call('firstAdmin', { body: { token: link.split('#t=')[1] ?? '', ...admin } })
    token = signedIn.token
    assert.deepEqual(signedIn.user.roles, ['admin'])
    await refused(client.call('people'), 'auth.second-factor')
    await setUpSecondFactor(client)
    await client.call('people')
  })

  await t.test('the seeded slots wait for machines', async () => {
    const slots = await client.call('slots')
    assert.ok(slots.length >= 11, `${slots.length} slots`)
    await refused(client.call('occupy', { params: { id: 'ppx-1' } }), 'slot.off')
  })

  let sessionId = ''
  await t.test('a training machine is added and its slot taken', async () => {
    await client.call('addMachine', { body: { vm_id: 'dry-1', name: 'Training', driver: 'dry' } })
    await client.call('changeSlot', { params: { id: 'ppx-1' }, body: { is_active: true, machine_ids: ['dry-1'] } })
    sessionId = (await client.call('occupy', { params: { id: 'ppx-1' } })).session_id
  })

  await t.test('killed and started again, the session is still there and no link is printed', async () => {
    first.child.kill('SIGKILL')
    await first.ended
    const second = start()
    const again = createClient({ base: await second.says(/ready at (http:\S+)/), token: () => token })

    const back = await again.call('occupy', { params: { id: 'ppx-1' } })
    assert.deepEqual([back.session_id, back.started], [sessionId, false])
    await again.call('release', { params: { id: 'ppx-1' } })
    assert.ok(!second.said().includes('/app/setup'))

    second.child.kill('SIGTERM')
    assert.deepEqual(await second.ended, [0, null])
    assert.deepEqual(processesOf(folder), [])
  })

  await t.test('tokens and passwords are in no log', () => {
    const logs = readdirSync(join(folder, 'logs')).map(name => readFileSync(join(folder, 'logs', name), 'utf8'))
    for (const secret of [token, link.split('#t=')[1] ?? '', 'a quiet yellow cab'])
      assert.ok(!logs.join('').includes(secret))
  })
})

/** Processes that still work in this folder. */
function processesOf(path: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && name !== String(process.pid))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        return ''
      }
    })
    .filter(command => command.includes(path))
}
