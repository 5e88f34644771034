import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { pino } from 'pino'
import { until } from '../testing/until.ts'
import { groupOf, identityOf } from './alive.ts'
import { startChild } from './process.ts'

const log = pino({ level: 'silent' })
const shell = (script: string) => startChild('sh', ['-c', script], { name: 'shell', log })

test('a command that is not installed is told at once', async () => {
  await assert.rejects(startChild('no-such-command', [], { name: 'screen', log }), /screen: .*no-such-command/)
})

test('what a child printed last explains its end', async () => {
  const child = await shell('echo one; echo two >&2; exit 3')

  assert.deepEqual(await child.exited, { code: 3, signal: null })
  await until('its last words', () => child.lastWords().includes('two') && child.lastWords().includes('one'))
  assert.equal(child.running(), false)
})

test('a child is given its input', async () => {
  const child = await startChild('cat', [], { name: 'cat', log, stdin: 'пароль' })

  await child.exited
  await until('its last words', () => child.lastWords() === 'пароль')
})

test('a child that does not listen is killed with all that it started', async () => {
  const child = await shell("trap '' TERM; sleep 300 & while true; do sleep 0.1; done")
  await until('both run', () => groupOf(child.pid).length >= 2)

  await child.stop('SIGTERM', 200)

  assert.equal(child.running(), false)
  await until('all are gone', () => groupOf(child.pid).every(pid => identityOf(pid) === ''))
})

test('a child dies with a server that is killed', async () => {
  const program = `
    import { pino } from 'pino'
    import { startChild } from ${JSON.stringify(new URL('./process.ts', import.meta.url).href)}
    const child = await startChild('sleep', ['300'], { name: 'sleep', log: pino({ level: 'silent' }) })
    console.log(child.pid)`
  const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(await new Promise(resolve => server.stdout.once('data', data => resolve(String(data)))))
  assert.notEqual(identityOf(pid), '')

  server.kill('SIGKILL')

  await until('it is gone', () => identityOf(pid) === '')
})
