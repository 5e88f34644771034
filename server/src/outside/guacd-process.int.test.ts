import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { until } from '../testing/until.ts'
import { identityOf } from './alive.ts'
import { type Guacd, startGuacd } from './guacd-process.ts'

const log = pino({ level: 'silent' })
let dataDir: string
before(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'taxi-guacd-'))
})
after(() => rmSync(dataDir, { recursive: true, force: true }))

const guacdPids = () => readdirSync(join(dataDir, 'guacd')).map(Number)

/** guacd answers `select,vnc` with the arguments it wants. */
function offersVnc(guacd: Guacd): Promise<boolean> {
  const [address] = guacd.addresses()
  if (!address) return Promise.resolve(false)
  return new Promise(resolve => {
    const socket = connect(address.port, address.host, () => socket.write('6.select,3.vnc;'))
    socket.setTimeout(5000, () => socket.destroy())
    socket.once('data', data => {
      socket.end('10.disconnect;')
      resolve(data.toString().startsWith('4.args,'))
    })
    socket.once('error', () => resolve(false)).once('close', () => resolve(false))
  })
}

test('the server runs a guacd of its own that can open screens', async () => {
  const guacd = await startGuacd({ GUACD: '', dataDir }, log)

  assert.equal(await offersVnc(guacd), true)

  const [pid = 0] = guacdPids()
  await guacd.close()
  assert.equal(identityOf(pid), '')
  assert.deepEqual(guacdPids(), [])
})

test('a guacd that is killed comes back on another port', async () => {
  const guacd = await startGuacd({ GUACD: '', dataDir }, log)
  const first = guacd.addresses()[0]
  let restarts = 0
  guacd.onRestart(() => restarts++)

  process.kill(guacdPids()[0] ?? 0, 'SIGKILL')
  await until('another guacd', () => restarts === 1)

  assert.notDeepEqual(guacd.addresses()[0], first)
  await until('it opens screens', () => offersVnc(guacd))
  await guacd.close()
})

test('a guacd does not outlive a server that was killed', async () => {
  const program = `
    import { pino } from 'pino'
    import { startGuacd } from ${JSON.stringify(new URL('./guacd-process.ts', import.meta.url).href)}
    await startGuacd({ GUACD: '', dataDir: ${JSON.stringify(dataDir)} }, pino({ level: 'silent' }))
    console.log('running')
    setInterval(() => {}, 1000)`
  const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: import.meta.dirname,
  })
  await new Promise(resolve => server.stdout.once('data', resolve))
  const [pid = 0] = guacdPids()
  assert.notEqual(identityOf(pid), '')

  server.kill('SIGKILL')
  await until('it is gone', () => identityOf(pid) === '')

  const next = await startGuacd({ GUACD: '', dataDir }, log)
  assert.equal(guacdPids().length, 1)
  await next.close()
})

test('a given guacd is used as it is', async () => {
  const guacd = await startGuacd({ GUACD: 'guacd.internal:4822', dataDir }, log)

  assert.deepEqual(guacd.addresses(), [{ host: 'guacd.internal', port: 4822 }])
})
