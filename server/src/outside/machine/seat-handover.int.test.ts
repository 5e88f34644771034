import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openTestSeat, type TestSeat, until } from '../../testing/test-seat.ts'

let machine: TestSeat
/** Part of an address the last person visited; nobody else's. */
const SECRET = 'secret-of-anna-7f3a9'
before(async () => {
  machine = await openTestSeat()
  await machine.driver.up(machine.seat)
})
after(() => machine.close())
beforeEach(async () => {
  const dirty = await machine.driver.dirty()
  if (dirty) await machine.driver.clean(dirty, machine.seat)
})

const profileFile = (name: string) => join(machine.folder, 'profiles/demo-1/Default', name)
const homeFile = (name: string) => join(machine.folder, 'home', name)
const put = (path: string, content: string) => {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
}

/** Files of the profile and the home in which the text stands, but for the cache, which no page of the browser shows. */
function filesWith(words: string): string[] {
  return ['profiles', 'home', 'tmp'].flatMap(place =>
    readdirSync(join(machine.folder, place), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.parentPath.includes('/Cache/'))
      .map(entry => join(entry.parentPath, entry.name))
      .filter(path => stillThere(path)?.includes(words)),
  )
}

/** null: the running browser has put it away since it was listed. */
function stillThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function visitUntilWritten(path: string): Promise<void> {
  await machine.visit(path)
  const history = profileFile('History')
  const written = () => existsSync(history) && readFileSync(history).includes(path)
  await until(`${path} in the history`, written, 30_000)
}

test('the next person finds nothing of the last one and is still signed in', async () => {
  await machine.driver.begin('anna', machine.seat)
  await machine.visit('/sign-in')
  await visitUntilWritten(`/${SECRET}`)
  await machine.visit(`/${SECRET}/closed`)
  put(homeFile('Downloads/report.txt'), SECRET)
  put(homeFile('.local/share/recently-used.xbel'), SECRET)
  put(homeFile('.local/share/Trash/files/old.txt'), SECRET)
  put(homeFile('.cache/thumbnails/large/picture.png'), SECRET)
  put(join(machine.folder, 'tmp/upload.txt'), SECRET)
  put(join(machine.folder, 'run/put-4711'), SECRET)
  await machine.script(['clip', 'set'], SECRET)
  await ownSelection('primary', SECRET)
  assert.ok(filesWith(SECRET).length >= 8, 'there is something to find before')

  await machine.driver.seal('anna', 2, new Date())
  await machine.driver.clean('anna', machine.seat)

  assert.deepEqual(filesWith(SECRET), [])
  assert.deepEqual(readdirSync(homeFile('Downloads')), [])
  assert.deepEqual(await machine.script(['clip', 'get']), { ok: true, text: '', cut: false })
  assert.equal(await selection('primary'), '')
  const page = await machine.visit('/look')
  assert.match(page.cookie, /signed_in=anna/)
  assert.deepEqual(page.local, { token: 'kept' })
  assert.deepEqual(page.session, {})
  assert.equal(await machine.driver.dirty(), null)
})

test('a cookie set a moment before the browser is closed survives', async () => {
  await machine.driver.begin('boris', machine.seat)
  await machine.visit('/sign-in')

  await machine.driver.clean('boris', machine.seat)

  assert.match((await machine.visit('/look')).cookie, /signed_in=anna/)
})

test('a cookie without a date does not outlive the browser: the companion has to give it one', async () => {
  await machine.driver.begin('clara', machine.seat)
  await machine.visit('/sign-in')
  assert.match((await machine.visit('/look')).cookie, /passing=yes/)

  await machine.driver.clean('clara', machine.seat)

  assert.doesNotMatch((await machine.visit('/look')).cookie, /passing/)
})

test('the seal holds screenshot, clipboard in Russian, downloads and the pages of this session alone', async () => {
  await visitUntilWritten('/before-the-session')
  const since = new Date()
  await machine.driver.begin('dora', machine.seat)
  await machine.script(['clip', 'set'], 'Съешь ещё этих мягких «булок» — №5')
  await ownSelection('primary', 'merely marked')
  await machine.open('/file')
  await until('the download', () => existsSync(homeFile('Downloads/отчёт за май.txt')))
  put(homeFile('Downloads/half.zip.crdownload'), 'half')
  await visitUntilWritten('/within-the-session')

  const screen = await machine.driver.seal('dora', 1, since)
  const files = await machine.driver.seal('dora', 2, since)

  assert.deepEqual(
    screen.items.map(({ path, status }) => [path, status]),
    [
      ['screenshot.png', 'complete'],
      ['clipboard.txt', 'complete'],
      ['selection.txt', 'complete'],
    ],
  )
  assert.equal(await contentOf('dora', 'clipboard.txt'), 'Съешь ещё этих мягких «булок» — №5')
  assert.equal(await contentOf('dora', 'selection.txt'), 'merely marked')
  assert.deepEqual(
    files.items.map(({ path, status }) => [path, status]),
    [
      ['downloads/отчёт за май.txt', 'complete'],
      ['downloads/half.zip', 'partial'],
      ['history.json', 'complete'],
    ],
  )
  assert.equal(await contentOf('dora', 'downloads/отчёт за май.txt'), 'итоги')
  const visits = JSON.parse(await contentOf('dora', 'history.json')) as { at: string; url: string; title: string }[]
  assert.deepEqual(
    visits.map(({ url, title }) => [url, title]),
    [[`${machine.site.url}/within-the-session`, 'Страница /within-the-session']],
  )
  assert.ok(Date.parse(visits[0]?.at ?? '') >= since.getTime() - 1000)
  assert.deepEqual(await machine.driver.sealed('dora'), { items: [...screen.items, ...files.items] })
})

test('sealing again gives the same report, also when nothing is left to seal', async () => {
  await machine.driver.begin('ewa', machine.seat)
  await machine.script(['clip', 'set'], 'важное')
  put(homeFile('Downloads/a.txt'), 'a')
  const first = [await machine.driver.seal('ewa', 1, new Date(0)), await machine.driver.seal('ewa', 2, new Date(0))]

  await machine.driver.clean('ewa', machine.seat)

  assert.deepEqual(
    [await machine.driver.seal('ewa', 1, new Date(0)), await machine.driver.seal('ewa', 2, new Date(0))],
    first,
  )
})

test('a wipe without a seal keeps what would be gone', async () => {
  await machine.driver.begin('fedor', machine.seat)
  put(homeFile('Downloads/unsealed.txt'), 'still here')

  await machine.driver.clean('fedor', machine.seat)

  assert.equal(await contentOf('fedor', 'downloads/unsealed.txt'), 'still here')
})

test('cleaning twice cleans once, and never while somebody else has the seat', async () => {
  await machine.driver.begin('gleb', machine.seat)
  await machine.driver.clean('gleb', machine.seat)
  const browser = machine.browserPid()
  await machine.driver.begin('hanna', machine.seat)

  await machine.driver.clean('gleb', machine.seat)

  assert.equal(machine.browserPid(), browser)
  assert.equal(await machine.driver.dirty(), 'hanna')
  await assert.rejects(machine.driver.clean('nobody', machine.seat), /dirty from session hanna/)
  await assert.rejects(machine.driver.seal('nobody', 2, new Date()), /holds nothing of session nobody/)
})

test('beginning empties the clipboard; beginning again leaves it alone', async () => {
  await machine.script(['clip', 'set'], 'before')
  await machine.driver.begin('ivan', machine.seat)
  assert.equal((await machine.script(['clip', 'get'])).text, '')
  await machine.script(['clip', 'set'], 'mine')

  await machine.driver.begin('ivan', machine.seat)

  assert.equal((await machine.script(['clip', 'get'])).text, 'mine')
})

test('a seat that is handed over stays as it stands: same browser, same tabs, an empty clipboard, the colleague’s mark', async () => {
  await machine.driver.begin('lena', machine.seat)
  await machine.visit('/what-lena-looks-at')
  await machine.script(['clip', 'set'], 'what Lena copied')
  await machine.driver.seal('lena', 1, new Date())
  await machine.driver.seal('lena', 2, new Date(0))
  const [browser, tabs] = [machine.browserPid(), await machine.tabs()]

  await machine.driver.begin('mark', machine.seat, 'lena')
  assert.equal((await machine.script(['clip', 'get'])).text, '')
  await machine.script(['clip', 'set'], 'what Mark copied')
  await machine.driver.begin('mark', machine.seat, 'lena')

  assert.equal(machine.browserPid(), browser)
  assert.deepEqual(await machine.tabs(), tabs)
  assert.ok(tabs.some(url => url.endsWith('/what-lena-looks-at')))
  assert.equal((await machine.script(['clip', 'get'])).text, 'what Mark copied')
  assert.equal(await machine.driver.dirty(), 'mark')
  assert.equal(await contentOf('lena', 'clipboard.txt'), 'what Lena copied')
  await assert.rejects(machine.driver.begin('nina', machine.seat, 'lena'), /dirty from session mark/)
})

test('a machine that stopped in the middle of a session is sealed and cleaned when it is back', async () => {
  await machine.driver.begin('jana', machine.seat)
  put(homeFile('Downloads/unsaved.txt'), 'work')
  await machine.driver.down()

  await machine.driver.up(machine.seat)

  assert.equal(await machine.driver.dirty(), 'jana')
  const { items } = await machine.driver.seal('jana', 2, new Date(0))
  assert.equal(items[0]?.path, 'downloads/unsaved.txt')
  await machine.driver.clean('jana', machine.seat)
  assert.equal(await machine.driver.dirty(), null)
})

test('what the server has safely is forgotten on the machine', async () => {
  await machine.driver.begin('karl', machine.seat)
  put(homeFile('Downloads/a.txt'), 'a')
  await machine.driver.seal('karl', 2, new Date())

  const left = (await machine.driver.leftovers()).find(({ sessionId }) => sessionId === 'karl')
  assert.ok(Math.abs((left?.sealedAt.getTime() ?? 0) - Date.now()) < 60_000)
  await machine.driver.forget('karl')
  assert.ok((await machine.driver.leftovers()).every(({ sessionId }) => sessionId !== 'karl'))

  assert.deepEqual(await machine.driver.sealed('karl'), { items: [] })
  await machine.driver.forget('karl')
})

async function contentOf(sessionId: string, path: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of machine.driver.fetch(sessionId, path)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const onScreen = () => ({
  env: {
    PATH: process.env.PATH,
    DISPLAY: `:${machine.places().display}`,
    XAUTHORITY: join(machine.folder, 'run/xauthority'),
  },
})

async function ownSelection(name: string, text: string): Promise<void> {
  const owner = spawn('xclip', ['-selection', name, '-i'], { ...onScreen(), stdio: ['pipe', 'ignore', 'ignore'] })
  owner.stdin?.end(text)
  await new Promise(resolve => owner.once('exit', resolve))
  await sleep(50)
}

async function selection(name: string): Promise<string> {
  const reader = spawn('xclip', ['-selection', name, '-o'], { ...onScreen(), stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  for await (const chunk of reader.stdout ?? []) text += chunk
  return text
}
