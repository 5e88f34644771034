import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
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
  const content = Buffer.from('содержимое')
  const put = (name: string) => machine.driver.put('s1', name, content.length, Readable.from([content]))

  assert.equal((await put('план.txt')).path, 'план.txt')
  assert.equal((await put('план.txt')).path, 'план (1).txt')
  assert.equal((await put('../../.bashrc')).path, '.bashrc')
  assert.equal((await put('..')).path, '_')
  assert.equal((await put('a\nb')).path, 'a_b')
  assert.equal(readFileSync(join(machine.folder, 'home/Downloads/план (1).txt'), 'utf8'), 'содержимое')
})

test('what breaks off on its way, or is for a seat that is somebody else’s by now, leaves nothing', async () => {
  const broken = async function* () {
    yield Buffer.from('half of it')
    throw new Error('the line broke')
  }

  await assert.rejects(machine.driver.put('s1', 'half.bin', 100, broken()), { reason: 'short' })
  await assert.rejects(machine.driver.put('s1', 'long.bin', 2, Readable.from([Buffer.from('abc')])), {
    reason: 'short',
  })
  await assert.rejects(machine.driver.put('s2', 'late.txt', 1, Readable.from([Buffer.from('x')])), exitsWith(4))
  const disk = machine.driver.put('s1', 'huge.bin', 10 ** 15 - 1, Readable.from([]))
  await assert.rejects(disk, { exit: 5, reason: 'disk' })

  const { files } = await machine.driver.downloads('s1')
  assert.ok(!files.some(({ path }) => /half|long|late|huge/.test(path)))
  assert.deepEqual(
    readdirSync(join(machine.folder, 'run')).filter(name => name.startsWith('put-')),
    [],
  )
})

test('what lies in Downloads is listed, fetched and deleted by the names of the list alone', async () => {
  const home = join(machine.folder, 'home/Downloads')
  mkdirSync(join(home, 'папка'), { recursive: true })
  writeFileSync(join(home, 'папка/внутри.txt'), 'нашлось')
  writeFileSync(join(home, 'film.mp4.crdownload'), 'half')
  symlinkSync('/etc/passwd', join(home, 'link.txt'))

  const { files, room } = await machine.driver.downloads('s1')
  const found = Object.fromEntries(files.map(({ path, whole }) => [path, whole]))
  assert.equal(found['папка/внутри.txt'], true)
  assert.equal(found['film.mp4.crdownload'], false)
  assert.ok(!('link.txt' in found))
  assert.ok(room > 0)

  assert.equal((await buffer(machine.driver.fetchDownload('s1', 'папка/внутри.txt'))).toString(), 'нашлось')
  for (const path of ['link.txt', '../../dirty.json', '/etc/passwd', 'папка', ''])
    await assert.rejects(buffer(machine.driver.fetchDownload('s1', path)), exitsWith(4), path)
  await assert.rejects(buffer(machine.driver.fetchDownload('s2', 'папка/внутри.txt')), exitsWith(4))

  await machine.driver.discard('s1', 'папка/внутри.txt')
  await assert.rejects(machine.driver.discard('s1', 'папка/внутри.txt'), exitsWith(4))
  await assert.rejects(machine.driver.downloads('s2'), exitsWith(4))
})

test('the screen is photographed small', async () => {
  const picture = Buffer.from(await machine.driver.thumbnail())

  assert.equal(picture.subarray(0, 3).toString('hex'), 'ffd8ff')
  assert.ok(picture.length < 40_000, `${picture.length} bytes`)
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
