import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { childPid, openTestSeat, type TestSeat } from '../../testing/test-seat.ts'
import { opensScreen } from '../../testing/vnc-password.ts'
import { SeatError } from './seat.ts'

let machine: TestSeat
before(async () => {
  machine = await openTestSeat()
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)
})
after(() => machine.close())

const exitsWith = (exit: number) => (error: unknown) => error instanceof SeatError && error.exit === exit

test('ten wrong passwords do not lock out the right one', async () => {
  const { host, port } = await machine.driver.screen()
  await machine.driver.password('right-pw')

  for (let attempt = 0; attempt < 10; attempt++) assert.equal(await opensScreen(host, port, 'wrong-pw'), false)

  assert.equal(await opensScreen(host, port, 'right-pw'), true)
})

test('all Russian letters have keys of their own', () => {
  const display = `:${machine.places().display}`
  const env = { PATH: process.env.PATH, XAUTHORITY: join(machine.folder, 'run/xauthority') }

  const keymap = execFileSync('xkbcomp', ['-w0', '-xkb', display, '-'], { env, encoding: 'utf8' })

  // Kazakh has some of its own on further keys.
  const letters = [...new Set(keymap.match(/\bCyrillic_[a-z]+\b/gi))].filter(name => !/schwa|shha/i.test(name))
  assert.equal(letters.length, 66, 'thirty-three letters, small and capital')
  for (const sign of ['numerosign', 'guillemotleft', 'guillemotright', 'endash', 'emdash', 'ISO_Level3_Shift'])
    assert.match(keymap, new RegExp(`\\b${sign}\\b`))
})

test('the clipboard takes and gives Russian, up to 64 kB', async () => {
  const text = 'ё'.repeat(32 * 1024)

  await machine.script(['clip', 'set'], text)

  assert.deepEqual(await machine.script(['clip', 'get']), { ok: true, text, cut: false })
  await assert.rejects(machine.script(['clip', 'set'], `${text}!`), exitsWith(2))
})

test('wrong words are refused before anything happens', async () => {
  await assert.rejects(machine.script(['dance']), exitsWith(2))
  await assert.rejects(machine.script(['begin', '--session', 's2']), exitsWith(2))
  await assert.rejects(machine.script(['up', '--profile', '../x', '--url', 'http://a.example/']), exitsWith(2))
  await assert.rejects(machine.script(['up', '--profile', 'x', '--url', '--disable-web-security']), exitsWith(2))
})

test('nothing of the server’s environment reaches the screen', () => {
  // Chromium hides its own environment; the window manager gets the same.
  const environment = readFileSync(`/proc/${childPid(machine.folder, 'windows')}/environ`, 'utf8')

  assert.match(environment, new RegExp(`HOME=${machine.folder}/home`))
  assert.doesNotMatch(environment, /NODE|npm|TOKEN|DATABASE/)
})
