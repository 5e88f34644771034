import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
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
  writeFileSync(join(machine.folder, 'home/Downloads/data.bin'), Buffer.from('0123456789'))
  await machine.driver.seal('s1', 2, new Date())
})
after(() => machine.close())

const exitsWith = (exit: number) => (error: unknown) => error instanceof SeatError && error.exit === exit
const read = async (session: string, path: string, offset?: number) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of machine.driver.fetch(session, path, offset)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('a sealed file is fetched from any offset on', async () => {
  assert.equal(await read('s1', 'downloads/data.bin'), '0123456789')
  assert.equal(await read('s1', 'downloads/data.bin', 7), '789')
  assert.equal(await read('s1', 'downloads/data.bin', 10), '')
})

test('no path leads out of the sealed folder', async () => {
  for (const path of ['../../dirty.json', '/etc/passwd', 'downloads/../../../dirty.json', 'seal.json', 'downloads', ''])
    await assert.rejects(read('s1', path), exitsWith(4), path)
  await assert.rejects(read('../sealed/s1', 'downloads/data.bin'), exitsWith(4))
  await assert.rejects(read('unknown', 'downloads/data.bin'), exitsWith(4))
})

test('a new screen password works at once and the old one no more', async () => {
  const { host, port } = await machine.driver.screen()
  await machine.driver.password('anna-123')
  assert.equal(await opensScreen(host, port, 'anna-123'), true)

  await machine.driver.password('boris-45')

  assert.equal(await opensScreen(host, port, 'anna-123'), false)
  assert.equal(await opensScreen(host, port, 'boris-45'), true)
  assert.equal(statSync(join(machine.folder, 'run/passwd')).mode & 0o777, 0o600)
})

test('ten wrong passwords do not lock out the right one', async () => {
  const { host, port } = await machine.driver.screen()
  await machine.driver.password('right-pw')

  for (let attempt = 0; attempt < 10; attempt++) assert.equal(await opensScreen(host, port, 'wrong-pw'), false)

  assert.equal(await opensScreen(host, port, 'right-pw'), true)
})

test('a password that VNC would cut, or none, is refused', async () => {
  for (const secret of ['123456789', '', 'пароль'])
    await assert.rejects(machine.driver.password(secret), exitsWith(2), secret)
})

test('all Russian letters have keys of their own', () => {
  const display = `:${machine.places().display}`
  const env = { PATH: process.env.PATH, XAUTHORITY: join(machine.folder, 'run/xauthority') }

  const keymap = execFileSync('xkbcomp', ['-w0', '-xkb', display, '-'], { env, encoding: 'utf8' })

  const letters = new Set(keymap.match(/Cyrillic_\w+/g))
  assert.equal(letters.size, 66, 'thirty-three letters, small and capital')
  for (const sign of ['numerosign', 'guillemotleft', 'guillemotright', 'endash', 'emdash', 'ISO_Level3_Shift'])
    assert.match(keymap, new RegExp(`\\b${sign}\\b`))
})

test('the clipboard takes and gives Russian, up to 64 kB', async () => {
  const text = 'ё'.repeat(32 * 1024)

  await machine.script(['clip', 'set'], text)

  assert.deepEqual(await machine.script(['clip', 'get']), { ok: true, text, cut: false })
  await assert.rejects(machine.script(['clip', 'set'], `${text}!`), exitsWith(2))
})

test('a file put on the machine lies in Downloads under a safe name, and replaces none', async () => {
  const put = (name: string) => machine.script(['put', '--name', name], 'содержимое')

  assert.equal((await put('план.txt')).name, 'план.txt')
  assert.equal((await put('план.txt')).name, 'план (1).txt')
  assert.equal((await put('../../.bashrc')).name, '.bashrc')
  assert.equal((await put('..')).name, '_')
  assert.equal((await put('a\nb')).name, 'a_b')
  assert.equal(readFileSync(join(machine.folder, 'home/Downloads/план (1).txt'), 'utf8'), 'содержимое')
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
