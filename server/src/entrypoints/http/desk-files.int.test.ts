import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { endSession } from '../../actions/end-session.ts'
import { signDeskToken } from '../../outside/access-token.ts'
import { createDry } from '../../outside/machine/dry.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'taxi-desk-files-'))
const dry = createDry({ folder })
let server: TestServer
before(async () => {
  const machines = { driver: async () => dry, close: async () => {} }
  server = await openTestServer({ machines, config: { MAX_UPLOAD_MB: 1 } })
})
after(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

let id: string
let token: string
beforeEach(async () => {
  const { db } = server.parts
  const slot = await buildSlot(db)
  const person = await buildPerson(db)
  const session = await buildSession(db, { person, slot })
  const dirty = await dry.dirty()
  const seat = { slotId: slot.id, profile: slot.id, startUrl: 'http://127.0.0.1/' }
  if (dirty) await dry.clean(dirty, seat)
  await dry.begin(session.id, seat)
  id = session.id
  token = signDeskToken(server.parts, { personId: person.id, sessionId: id, familyId: null })
})

const authorization = () => ({ authorization: `Bearer ${token}`, 'accept-language': 'en' })
const at = (query = '') => `/api/desk/${id}/files${query}`
const bring = (name: string, body: string | Buffer) =>
  server.fetch(at(`?name=${encodeURIComponent(name)}`), {
    method: 'POST',
    headers: authorization(),
    body: new Uint8Array(Buffer.from(body)),
  })
const refusedAs = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code
const files = () => server.client(token).call('deskFiles', { params: { id } })

test('a file brought to the desk lies in Downloads, is listed, fetched and deleted', async () => {
  const brought = (await (await bring('план.txt', 'содержимое')).json()) as { path: string; bytes: number }
  assert.equal(brought.path, 'план.txt')
  assert.equal(brought.bytes, 20)

  const { files: list, limit, room } = await files()
  assert.deepEqual(
    list.map(({ path, bytes, whole }) => ({ path, bytes, whole })),
    [{ path: 'план.txt', bytes: 20, whole: true }],
  )
  assert.equal(limit, 1024 * 1024)
  assert.ok(room > 0)

  const got = await server.client(token).call('fetchDeskFile', { params: { id }, query: { path: 'план.txt' } })
  assert.equal(await got.text(), 'содержимое')
  assert.match(got.headers.get('content-disposition') ?? '', /^attachment; .*filename\*=UTF-8''/)
  assert.equal(got.headers.get('content-security-policy'), 'sandbox')

  await server.client(token).call('discardDeskFile', { params: { id }, query: { path: 'план.txt' } })
  assert.deepEqual((await files()).files, [])
})

test('two files of one name both stay, and no name leads out of Downloads', async () => {
  for (const name of ['a.txt', 'a.txt', '../../../etc/passwd', '..']) assert.equal((await bring(name, 'x')).status, 201)

  const { files: list } = await files()

  assert.equal(list.length, 4)
  assert.ok(list.some(({ path }) => path === 'a (2).txt'))
  assert.ok(list.every(({ path }) => !path.includes('/') && path !== '..'))
  assert.equal(readdirSync(join(folder, 'Downloads')).length, 4)
})

test('a file above the limit is refused before it is read, and one that does not say its size', async () => {
  assert.equal(await refusedAs(await bring('big.bin', Buffer.alloc(1024 * 1024 + 1))), 'desk.file-too-large')

  const unsaid = await server.fetch(at('?name=a'), {
    method: 'POST',
    headers: authorization(),
    body: new ReadableStream({
      start(stream) {
        stream.enqueue(Buffer.from('x'))
        stream.close()
      },
    }),
    duplex: 'half',
  } as RequestInit)

  assert.equal(await refusedAs(unsaid), 'request.invalid')
  assert.deepEqual((await files()).files, [])
})

test('an upload that is cancelled leaves nothing behind', async () => {
  await new Promise<void>(resolve => {
    const headers = { ...authorization(), 'content-length': '1000000' }
    const upload = request(server.url + at('?name=half.bin'), { method: 'POST', headers })
    upload.on('error', () => resolve())
    upload.write(Buffer.alloc(500_000), () => setTimeout(() => upload.destroy(), 50))
  })

  await until('nothing is left of what was sent', () => !readdirSync(folder).some(name => name.startsWith('put-')))
  assert.deepEqual((await files()).files, [])
})

test('what the browser is still downloading is shown and not given away; what is not there is said so', async () => {
  writeFileSync(join(folder, 'Downloads/film.mp4.crdownload'), 'half')

  assert.deepEqual(
    (await files()).files.map(({ whole }) => whole),
    [false],
  )
  for (const path of ['film.mp4.crdownload', 'nothing.txt', '../dirty.json', '/etc/passwd'])
    await assert.rejects(server.client(token).call('fetchDeskFile', { params: { id }, query: { path } }), {
      code: 'desk.file-unknown',
    })
  await assert.rejects(server.client(token).call('discardDeskFile', { params: { id }, query: { path: 'no' } }), {
    code: 'desk.file-unknown',
  })
})

test('a seat that is somebody else’s by now neither takes nor shows files', async () => {
  writeFileSync(join(folder, 'dirty.json'), JSON.stringify({ session: 'of-another-person' }))

  assert.equal(await refusedAs(await bring('late.txt', 'x')), 'desk.machine-away')
  await assert.rejects(files(), { code: 'desk.machine-away' })
  writeFileSync(join(folder, 'dirty.json'), JSON.stringify({ session: id }))
})

test('once the session has ended its files are closed', async () => {
  await bring('a.txt', 'x')
  await endSession(server.parts, { sessionId: id, reason: 'manual' })

  await assert.rejects(files(), { code: 'session.ended' })
  assert.equal(await refusedAs(await bring('b.txt', 'x')), 'session.ended')
  assert.equal(readFileSync(join(folder, 'Downloads/a.txt'), 'utf8'), 'x')
})
