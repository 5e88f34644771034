import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { storeChatFile } from '../actions/store-chat-file.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import type { SealedItem } from '../outside/machine/driver.ts'
import { climbingZip } from '../testing/climbing-zip.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { naughty } from '../testing/naughty.ts'
import { openZip } from '../testing/open-zip.ts'
import { ownsEverything } from '../testing/owns-everything.ts'
import { openTestServer } from '../testing/test-server.ts'
import { safeName, safePath } from './safe-name.ts'

let world: DumpWorld
before(async () => {
  world = await openDumpWorld()
})
after(() => world.close())

/** What no file of ours may be called: separators, what a screen does not show, a way up, a device of Windows. */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}]|^\.|^\.\.?$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/iu
/** Ways out of a folder, as zip-slip archives and traversal lists have them. */
const climbing = [
  '../../evil.txt',
  '../../../../../../../../tmp/evil.txt',
  '/etc/cron.d/evil',
  '..\\..\\evil.txt',
  'C:\\evil.txt',
  '\\\\server\\share\\evil.txt',
  'good/../../../evil.txt',
  '....//....//evil.txt',
  '%2e%2e/%2e%2e/evil.txt',
  '.',
  '..',
  './..',
  '~/.ssh/authorized_keys',
  'evil.txt\0.png',
  '\u2024\u2024/evil.txt',
  '\uff0e\uff0e\uff0fevil.txt',
]
const names = [...naughty, ...climbing]

test('whatever a file is called elsewhere, its name here is safe, short and stands', () => {
  for (const name of names) {
    const safe = safeName(name)
    assert.doesNotMatch(safe, unsafe, JSON.stringify(name))
    assert.ok(safe.length > 0 && Buffer.byteLength(safe) <= 121, JSON.stringify(name))
    assert.equal(safeName(safe), safe, JSON.stringify(name))
    for (const step of safePath(name).split('/')) assert.doesNotMatch(step, unsafe, JSON.stringify(name))
  }
})

test('files of a chat stay in its folder, whatever chat and file are called', async () => {
  const { session } = await world.left({})
  await world.db.dumps.update({ where: { session_id: session.id }, data: { state: 'sealing' } })
  const before = filesIn(world.dataDir)

  const some = [...climbing, ...naughty.filter((_, index) => index % 8 === 0)]
  for (const name of some) {
    const chatId = name.slice(0, 200) || 'chat'
    const upload = { sessionId: session.id, chat: `practice/${chatId}`, name, mime: 'text/plain' }
    const { path } = await storeChatFile(world.parts, { ...upload, body: Readable.from([Buffer.from(name)]) })
    assert.match(path, /^files\/[^/]+$/)
    assert.doesNotMatch(path.slice('files/'.length), unsafe)
  }

  const fresh = filesIn(world.dataDir).filter(file => !before.includes(file))
  assert.ok(fresh.length >= climbing.length)
  for (const file of fresh) assert.match(file, new RegExp(`^journal/${session.id}/[^/]+/files/[^/]+$`))
})

test('an archive that would climb out of its folder is kept as it is and never unpacked', async () => {
  const { session } = await world.left({})
  await world.db.dumps.update({ where: { session_id: session.id }, data: { state: 'sealing' } })
  const archive = climbingZip(climbing.slice(0, 5))
  const before = filesIn(world.dataDir)

  const upload = { sessionId: session.id, chat: 'practice/slip', name: 'slip.zip', mime: 'application/zip' }
  const { sha256 } = await storeChatFile(world.parts, { ...upload, body: Readable.from([archive]) })

  assert.equal(sha256, createHash('sha256').update(archive).digest('hex'))
  const fresh = filesIn(world.dataDir).filter(file => !before.includes(file))
  assert.deepEqual(fresh, [`journal/${session.id}/practice_slip/files/slip.zip`])
})

test('a machine that lies about its paths writes nowhere and its dump climbs nowhere', async () => {
  const left = await world.left({ chats: [aChat({ title: '../../evil', id: '../../../evil' })] })
  const lies = [...climbing, ...naughty.filter((_, index) => index % 16 === 0)]
  const items = lies.map((path): SealedItem => {
    const body = Buffer.from(path)
    const sha256 = createHash('sha256').update(body).digest('hex')
    return { path: `downloads/${path}`, kind: 'download', bytes: body.length, sha256, status: 'complete' }
  })
  const machines = {
    async driver(id: string) {
      const real = await world.parts.machines.driver(id)
      return {
        ...real,
        sealed: async () => ({ items }),
        async *fetch(_session: string, path: string) {
          yield Buffer.from(path.replace(/^downloads\//, ''))
        },
      }
    },
    async close() {},
  }

  while (await workOnDump({ ...world.parts, machines }, 'test'));

  const parts = (await world.db.dumps.findUniqueOrThrow({ where: { id: left.dump.id } })).parts as { name: string }[]
  const inside: string[] = []
  for (const { name } of parts.filter(({ name }) => name.endsWith('.zip')))
    inside.push(...(await openZip(join(left.folder, name))).keys())
  assert.ok(inside.filter(path => path.startsWith('downloads/')).length >= lies.length, inside.join('\n'))
  for (const path of inside) for (const step of path.split('/')) assert.doesNotMatch(step, unsafe, path)
  for (const file of filesIn(world.dataDir)) assert.match(file, /^(dumps|journal|machines|secrets|practice)\//)
})

test('a download is offered under its name and nothing else, whatever the name', async t => {
  const server = await openTestServer()
  t.after(() => server.close())
  const { dump, person } = await ownsEverything(server.parts)
  const { token } = await server.signIn(person)
  const folder = join(server.parts.config.dataDir, 'dumps', dump.id)

  for (const given of names.filter((_, index) => index % 8 === 0)) {
    const name = safeName(`${given.slice(0, 40)}".html; filename=evil.exe`)
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), 'inside')
    await server.parts.db.dumps.update({
      where: { id: dump.id },
      data: { parts: [{ name, bytes: 6, sha256: '0'.repeat(64) }] },
    })
    const response = await server.fetch(`/api/dumps/${dump.id}/file/0`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const disposition = response.headers.get('content-disposition') ?? ''

    assert.equal(await response.text(), 'inside', name)
    assert.match(disposition, /^attachment; filename="[^"\\\r\n]*"(; filename\*=UTF-8''[\w%.!#$&+^`|~'()*-]*)?$/, name)
    const [, plain] = /filename="([^"]*)"/.exec(disposition) ?? []
    const [, encoded] = /filename\*=UTF-8''(\S*)/.exec(disposition) ?? []
    assert.equal(encoded === undefined ? plain : decodeURIComponent(encoded), name)
    assert.equal(response.headers.get('set-cookie'), null)
    assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/)
  }
})

/** The administrator's own copy is unpacked, by a command, into an empty folder. */
const OURS = 'backup/read-backup.ts'

test('the server unpacks nothing that people made', () => {
  const server = join(import.meta.dirname, '..')
  const shipped = filesIn(server).filter(
    file => /\.ts$/.test(file) && !/\.test\.ts$|^testing\/|generated/.test(file) && file !== OURS,
  )
  const unpackers = /from '(yauzl|jszip|adm-zip|unzipper|tar|tar-fs|extract-zip)'|createGunzip|createUnzip|inflate/

  assert.deepEqual(
    shipped.filter(file => unpackers.test(readFileSync(join(server, file), 'utf8'))),
    [],
  )
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => join(folder, file))
    .filter(file => statSync(file).isFile())
    .map(file => relative(folder, file))
    .sort()
}
