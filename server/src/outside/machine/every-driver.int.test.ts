import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { PNG } from 'pngjs'
import { type OverSsh, reachOverSsh } from '../../testing/over-ssh.ts'
import { childPid, openTestSeat, type TestSeat, until } from '../../testing/test-seat.ts'
import { opensScreen } from '../../testing/vnc-password.ts'
import type { MachineDriver } from './driver.ts'
import { SeatError } from './seat.ts'
import { seatConfigFile } from './seat-config.ts'

let machine: TestSeat
let far: OverSsh
before(async () => {
  machine = await openTestSeat()
  await machine.driver.up(machine.seat)
  const { rfb_port: rfbPort } = machine.places()
  far = await reachOverSsh({ rfbPort, gate: ['--config', seatConfigFile(machine.folder)] })
})
after(async () => {
  await far.close()
  await machine.close()
})

const exitsWith = (exit: number) => (error: unknown) => error instanceof SeatError && error.exit === exit

/** The same machine by both ways: whatever is asked of a driver, it makes no difference which. */
for (const way of ['as a child process', 'over SSH'] as const)
  describe(`a machine reached ${way}`, { timeout: 150_000 }, () => {
    const session = way === 'over SSH' ? 'anna-far' : 'anna-here'
    const colleague = `colleague-of-${session}`
    const homeFile = (path: string) => join(machine.folder, 'home/Downloads', path)
    let driver: MachineDriver
    const read = async (of: string, path: string, offset?: number) =>
      String(await buffer(driver.fetch(of, path, offset)))

    before(() => {
      driver = way === 'over SSH' ? far.driver : machine.driver
    })

    it('a free seat is looked at and typed into, and one that somebody has is not', async () => {
      await driver.up(machine.seat)
      await machine.visit('/code')
      const png = PNG.sync.read(Buffer.from((await driver.look?.()) ?? []))
      assert.ok(png.width >= 800 && png.height >= 600)
      const typed = machine.site.report('/typed')
      await driver.type?.('Ab-42 #/?~{z}')
      assert.equal((await typed).cookie, 'Ab-42 #/?~{z}')
      for (const text of ['', 'код', 'a\nb', '\u001b[A', 'x'.repeat(201)])
        await assert.rejects(async () => driver.type?.(text), { reason: 'text' }, JSON.stringify(text))

      await driver.begin(session, machine.seat)

      await assert.rejects(async () => driver.look?.(), { reason: 'dirty' })
      await assert.rejects(async () => driver.type?.('123456'), { reason: 'dirty' })
    })

    it('a seat that is begun is marked, and begun again it stays as it is', async () => {
      assert.equal(await driver.dirty(), session)
      const { healthy, trouble } = await driver.check()
      assert.deepEqual([healthy, trouble], [true, []])
      const browser = machine.browserPid()

      await driver.begin(session, machine.seat)
      await driver.up(machine.seat)

      assert.equal(machine.browserPid(), browser)
      await assert.rejects(driver.begin('somebody-else', machine.seat), { reason: 'dirty' })
    })

    it('what a person leaves is sealed, and sealed again it is the same', async () => {
      await machine.script(['clip', 'set'], 'Съешь ещё «булок» — №5')
      writeFileSync(homeFile('отчёт за май.txt'), '0123456789')

      const first = [await driver.seal(session, 1, new Date()), await driver.seal(session, 2, new Date())]
      const again = [await driver.seal(session, 1, new Date()), await driver.seal(session, 2, new Date())]

      assert.deepEqual(again, first)
      const sealed = first.flatMap(({ items }) => items)
      assert.deepEqual(
        sealed.map(({ path, status }) => [path, status]),
        ['screenshot.png', 'clipboard.txt', 'downloads/отчёт за май.txt', 'history.json'].map(path => [
          path,
          'complete',
        ]),
      )
      assert.deepEqual(await driver.sealed(session), { items: sealed })
      assert.equal(await read(session, 'clipboard.txt'), 'Съешь ещё «булок» — №5')
    })

    it('a sealed file is fetched from any offset on', async () => {
      assert.equal(await read(session, 'downloads/отчёт за май.txt'), '0123456789')
      assert.equal(await read(session, 'downloads/отчёт за май.txt', 7), '789')
      assert.equal(await read(session, 'downloads/отчёт за май.txt', 10), '')
    })

    it('no path leads out of the sealed folder', async () => {
      for (const path of [
        '../../dirty.json',
        '/etc/passwd',
        'downloads/../../../dirty.json',
        'seal.json',
        'downloads',
        '',
      ])
        await assert.rejects(read(session, path), exitsWith(4), path)
      await assert.rejects(read(`../sealed/${session}`, 'downloads/отчёт за май.txt'), exitsWith(4))
      await assert.rejects(read('unknown', 'downloads/отчёт за май.txt'), exitsWith(4))
    })

    it('a new screen password works at once and the old one no more', async () => {
      const { host, port } = await driver.screen()
      await driver.password('anna-123')
      assert.equal(await opensScreen(host, port, 'anna-123'), true)

      await driver.password('boris-45')

      assert.equal(await opensScreen(host, port, 'anna-123'), false)
      assert.equal(await opensScreen(host, port, 'boris-45'), true)
      assert.equal(statSync(join(machine.folder, 'run/passwd')).mode & 0o777, 0o600)
    })

    it('a password that VNC would cut, or none, is refused', async () => {
      for (const secret of ['123456789', '', 'пароль'])
        await assert.rejects(driver.password(secret), exitsWith(2), secret)
    })

    it('a file put on the machine lies in Downloads under a safe name, and replaces none', async () => {
      const content = Buffer.from('содержимое')
      const put = (name: string) => driver.put(session, name, content.length, Readable.from([content]))

      assert.equal((await put('план.txt')).path, 'план.txt')
      assert.equal((await put('план.txt')).path, 'план (1).txt')
      assert.equal((await put('../../.bashrc')).path, '.bashrc')
      assert.equal((await put('..')).path, '_')
      assert.equal((await put('a\nb')).path, 'a_b')
      assert.equal(readFileSync(join(machine.folder, 'home/Downloads/план (1).txt'), 'utf8'), 'содержимое')
    })

    it('what breaks off on its way, or is for a seat that is somebody else’s by now, leaves nothing', async () => {
      const broken = async function* () {
        yield Buffer.from('half of it')
        throw new Error('the line broke')
      }

      await assert.rejects(driver.put(session, 'half.bin', 100, broken()), { reason: 'short' })
      await assert.rejects(driver.put(session, 'long.bin', 2, Readable.from([Buffer.from('abc')])), {
        reason: 'short',
      })
      await assert.rejects(driver.put('somebody-else', 'late.txt', 1, Readable.from([Buffer.from('x')])), exitsWith(4))
      const disk = driver.put(session, 'huge.bin', 10 ** 15 - 1, Readable.from([]))
      await assert.rejects(disk, { exit: 5, reason: 'disk' })

      const { files } = await driver.downloads(session)
      assert.ok(!files.some(({ path }) => /half|long|late|huge/.test(path)))
      assert.deepEqual(
        readdirSync(join(machine.folder, 'run')).filter(name => name.startsWith('put-')),
        [],
      )
    })

    it('what lies in Downloads is listed, fetched and deleted by the names of the list alone', async () => {
      const home = join(machine.folder, 'home/Downloads')
      mkdirSync(join(home, 'папка'), { recursive: true })
      writeFileSync(join(home, 'папка/внутри.txt'), 'нашлось')
      writeFileSync(join(home, 'film.mp4.crdownload'), 'half')
      symlinkSync('/etc/passwd', join(home, 'link.txt'))

      const { files, room } = await driver.downloads(session)
      const found = Object.fromEntries(files.map(({ path, whole }) => [path, whole]))
      assert.equal(found['папка/внутри.txt'], true)
      assert.equal(found['film.mp4.crdownload'], false)
      assert.ok(!('link.txt' in found))
      assert.ok(room > 0)

      assert.equal((await buffer(driver.fetchDownload(session, 'папка/внутри.txt'))).toString(), 'нашлось')
      for (const path of ['link.txt', '../../dirty.json', '/etc/passwd', 'папка', ''])
        await assert.rejects(buffer(driver.fetchDownload(session, path)), exitsWith(4), path)
      await assert.rejects(buffer(driver.fetchDownload('somebody-else', 'папка/внутри.txt')), exitsWith(4))

      await driver.discard(session, 'папка/внутри.txt')
      await assert.rejects(driver.discard(session, 'папка/внутри.txt'), exitsWith(4))
      await assert.rejects(driver.downloads('somebody-else'), exitsWith(4))
    })

    it('the screen is photographed small, however large it is', async () => {
      for (const size of [
        { width: 1440, height: 900 },
        { width: 3840, height: 2160 },
      ]) {
        await driver.resize(size)

        const picture = Buffer.from(await driver.thumbnail())

        assert.equal(picture.subarray(0, 3).toString('hex'), 'ffd8ff')
        assert.ok(picture.length < 40_000, `${picture.length} bytes`)
      }
    })

    it('the clipboard’s link tells of copies, takes what is pasted, and outlives its screen', async () => {
      const copies: string[] = []
      const link = driver.clipboard(({ content }) => copies.push(Buffer.from(content ?? []).toString()))
      assert.ok(link)
      try {
        await link.put({ kind: 'text/plain', content: Buffer.from('отсюда 😀') })
        assert.equal((await machine.script(['clip', 'get'])).text, 'отсюда 😀')
        await machine.script(['clip', 'set'], 'оттуда')
        await until('the copy is told', () => copies.includes('оттуда'))
        assert.deepEqual(copies, ['оттуда'])

        process.kill(childPid(machine.folder, 'screen') ?? 0, 'SIGKILL')

        const put = () =>
          link.put({ kind: 'text/plain', content: Buffer.from('снова') }).then(
            () => true,
            () => false,
          )
        await until('the new screen takes the clipboard', put)
        assert.equal((await machine.script(['clip', 'get'])).text, 'снова')
      } finally {
        link.close()
      }
    })

    it('a colleague gets the seat as it stands, and who had it before is cleaned no more', async () => {
      await driver.begin(session, machine.seat)
      const [browser, tabs] = [machine.browserPid(), await machine.tabs()]

      await driver.begin(colleague, machine.seat, session)

      assert.deepEqual([machine.browserPid(), await machine.tabs()], [browser, tabs])
      assert.equal(await driver.dirty(), colleague)
      await assert.rejects(driver.clean(session, machine.seat), { reason: 'dirty' })
    })

    it('a seat is cleaned once, however often it is asked', async () => {
      await driver.clean(colleague, machine.seat)
      const browser = machine.browserPid()

      await driver.clean(colleague, machine.seat)

      assert.equal(machine.browserPid(), browser)
      assert.equal(await driver.dirty(), null)
      assert.deepEqual(readdirSync(homeFile('.')), [])
    })

    it('what the server has safely is forgotten on the machine', async () => {
      const held = async () => (await driver.leftovers()).map(({ sessionId }) => sessionId)
      assert.ok((await held()).includes(session))

      await driver.forget(session)
      await driver.forget(session)

      assert.ok(!(await held()).includes(session))
      assert.deepEqual(await driver.sealed(session), { items: [] })
    })
  })
