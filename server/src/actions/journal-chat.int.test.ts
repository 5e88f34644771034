import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { type JournalEntry, MAX_CHAT_BYTES } from '@taxi/contract/companion.ts'
import { MOST_BYTES, MOST_FILES } from '../domain/upload.ts'
import { type CompanionWorld, openCompanionWorld } from '../testing/companion-world.ts'
import { journalChat } from './journal-chat.ts'
import { storeChatFile } from './store-chat-file.ts'

const at = '2026-11-21T10:00:00.000Z'

function entryOf(id: string, text: string, exported_at = at): JournalEntry {
  const shared = { service: 'practice', id, url: `http://127.0.0.1/practice/c/${id}`, title: 'Борщ' }
  return {
    touched: { ...shared, first_seen: at, last_seen: at, sent_messages: 1, opened_only: false },
    chat: {
      ...shared,
      format: 'taxi-chat/1',
      model: null,
      created_at: null,
      updated_at: null,
      exported_at,
      source: 'api',
      status: 'complete',
      turns: [],
      artifacts: [],
    },
    markdown: text,
    raw: { text },
  }
}

describe('the journal on the server’s disk', () => {
  let world: CompanionWorld
  before(async () => {
    world = await openCompanionWorld()
  })
  after(() => world.close())

  const folder = (sessionId: string, ...rest: string[]) => join(world.dataDir, 'journal', sessionId, ...rest)
  const newSession = async () => {
    await world.db.sessions.deleteMany()
    return (await world.session()).id
  }

  it('a chat is stored with its Markdown, its JSON and the service’s own answer, and its row says complete', async () => {
    const sessionId = await newSession()

    await journalChat(world, { sessionId, entry: entryOf('c1', '# Борщ') })

    const chat = folder(sessionId, 'practice_c1')
    assert.equal(readFileSync(join(chat, 'chat.md'), 'utf8'), '# Борщ')
    assert.equal(JSON.parse(readFileSync(join(chat, 'chat.json'), 'utf8')).title, 'Борщ')
    assert.deepEqual(JSON.parse(readFileSync(join(chat, 'raw.json'), 'utf8')), { text: '# Борщ' })
    assert.deepEqual(readdirSync(chat).sort(), ['chat.json', 'chat.md', 'raw.json'])
    const row = await world.db.chats.findFirstOrThrow({ where: { session_id: sessionId } })
    assert.deepEqual([row.status, row.exported_at?.toISOString(), row.title], ['complete', at, 'Борщ'])
  })

  it('the newest export stays, whatever order they arrive in', async () => {
    const sessionId = await newSession()

    await journalChat(world, { sessionId, entry: entryOf('c1', 'new', '2026-11-21T10:00:09.000Z') })
    await journalChat(world, { sessionId, entry: entryOf('c1', 'old', '2026-11-21T10:00:01.000Z') })

    assert.equal(readFileSync(folder(sessionId, 'practice_c1', 'chat.md'), 'utf8'), 'new')
  })

  it('chat ids cannot climb out of the session’s folder, and two ids never share one', async () => {
    const sessionId = await newSession()

    for (const id of ['../../../evil', 'WEB:1', 'WEB_1'])
      await journalChat(world, { sessionId, entry: entryOf(id, id) })

    assert.equal(readdirSync(folder(sessionId)).length, 3)
    assert.deepEqual(
      readdirSync(join(world.dataDir, 'journal')).filter(name => name.includes('evil')),
      [],
    )
  })

  it('a chat that is too large is refused and nothing of it stays', async () => {
    const sessionId = await newSession()

    await assert.rejects(journalChat(world, { sessionId, entry: entryOf('big', 'x'.repeat(MAX_CHAT_BYTES)) }), {
      code: 'request.too-large',
    })
    assert.throws(() => readdirSync(folder(sessionId)), { code: 'ENOENT' })
  })

  it('an ended session takes chats while it is sealed, and no more once its dump is pulled', async () => {
    const sessionId = await newSession()
    await world.end(sessionId)

    await journalChat(world, { sessionId, entry: entryOf('c1', 'in time') })
    await world.db.dumps.updateMany({ where: { session_id: sessionId }, data: { state: 'pulling' } })
    const closing = { seal_files: { ok: true, at: new Date().toISOString() } }
    await world.db.sessions.update({ where: { id: sessionId }, data: { closing } })

    await assert.rejects(journalChat(world, { sessionId, entry: entryOf('c1', 'late') }), { code: 'session.ended' })
    await assert.rejects(
      storeChatFile(world, { sessionId, chat: 'practice/c1', name: 'a', mime: '', body: Readable.from(['x']) }),
      { code: 'session.ended' },
    )
  })

  it('an entry that names two chats is refused', async () => {
    const sessionId = await newSession()
    const entry = entryOf('c1', '')
    await assert.rejects(
      journalChat(world, { sessionId, entry: { ...entry, touched: { ...entry.touched, id: 'c2' } } }),
      { code: 'request.invalid' },
    )
  })

  it('a file keeps its bytes and its readable name; what has no ending gets that of its kind', async () => {
    const sessionId = await newSession()
    const store = (name: string, mime: string, text: string) =>
      storeChatFile(world, { sessionId, chat: 'practice/c1', name, mime, body: Readable.from([Buffer.from(text)]) })

    const stored = await store('Отчёт за ноябрь.csv', 'text/csv', 'a,b')
    assert.deepEqual(stored, {
      path: 'files/Отчёт за ноябрь.csv',
      bytes: 3,
      sha256: createHash('sha256').update('a,b').digest('hex'),
    })
    assert.equal(readFileSync(folder(sessionId, 'practice_c1', stored.path), 'utf8'), 'a,b')
    assert.equal((await store('picture', 'image/png', 'p')).path, 'files/picture.png')
  })

  it('the same bytes are kept once, other bytes under the same name get a number', async () => {
    const sessionId = await newSession()
    const store = (text: string) =>
      storeChatFile(world, {
        sessionId,
        chat: 'practice/c1',
        name: 'a.txt',
        mime: '',
        body: Readable.from([Buffer.from(text)]),
      })

    const paths = [await store('one'), await store('one'), await store('two')].map(({ path }) => path)

    assert.deepEqual(paths, ['files/a.txt', 'files/a.txt', 'files/a (2).txt'])
    assert.deepEqual(readdirSync(folder(sessionId, 'practice_c1', 'files')).sort(), ['a (2).txt', 'a.txt'])
  })

  it('names that try to climb, hide or name a device become harmless', async () => {
    const sessionId = await newSession()
    for (const name of ['../../../etc/passwd', '/abs', '..', '.hidden', 'CON', 'a\u0000b', 'x'.repeat(400)])
      await storeChatFile(world, {
        sessionId,
        chat: 'practice/../../c',
        name,
        mime: '',
        body: Readable.from([Buffer.from(name)]),
      })

    const [chat, ...others] = readdirSync(folder(sessionId))
    assert.equal(others.length, 0)
    const names = readdirSync(folder(sessionId, String(chat), 'files'))
    assert.equal(names.length, 7)
    for (const name of names) assert.doesNotMatch(name, /^\.|[\\/\p{Cc}]|^CON$/u)
  })

  it('a file larger than the limit is refused while it comes, and its draft is gone', async () => {
    const sessionId = await newSession()
    const body = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1024)
      })(),
    )

    await assert.rejects(
      storeChatFile(world, { sessionId, chat: 'practice/c1', name: 'endless', mime: '', body }, 10_000),
      { code: 'request.too-large' },
    )
    assert.deepEqual(readdirSync(folder(sessionId, 'practice_c1', 'files')), [])
  })

  it('an upload that breaks off leaves nothing', async () => {
    const sessionId = await newSession()
    const body = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('line lost')
      })(),
    )

    await assert.rejects(
      storeChatFile(world, { sessionId, chat: 'practice/c1', name: 'a', mime: '', body }),
      /line lost/,
    )
    assert.deepEqual(readdirSync(folder(sessionId, 'practice_c1', 'files')), [])
  })

  /** A file of this size that takes no room on the disk. */
  const lay = (sessionId: string, name: string, bytes: number) => {
    mkdirSync(folder(sessionId, 'practice_c1', 'files'), { recursive: true })
    writeFileSync(folder(sessionId, 'practice_c1', 'files', name), '')
    truncateSync(folder(sessionId, 'practice_c1', 'files', name), bytes)
  }
  const kilobytes = (count: number) => Readable.from(Array.from({ length: count }, () => Buffer.alloc(1024)))
  const store = (sessionId: string, name: string, body: Readable) =>
    storeChatFile(world, { sessionId, chat: 'practice/c1', name, mime: '', body })

  it('a session brings 500 MiB in all and not a byte more, also in uploads at the same instant', async () => {
    const sessionId = await newSession()
    lay(sessionId, 'before.bin', MOST_BYTES - 100 * 1024)

    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => store(sessionId, `${n}.bin`, kilobytes(40))),
    )

    const stored = outcomes.filter(({ status }) => status === 'fulfilled').length
    assert.ok(stored <= 2, `${stored} were stored`)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'request.too-large')
    assert.equal(readdirSync(folder(sessionId, 'practice_c1', 'files')).length, 1 + stored)
    const big = entryOf('c2', 'x'.repeat(200 * 1024))
    await assert.rejects(journalChat(world, { sessionId, entry: big }), { code: 'request.too-large' })
    await store(await newSession(), 'another session.bin', kilobytes(40))
  })

  it('what was refused counts no more: the next that fits is taken', async () => {
    const sessionId = await newSession()
    lay(sessionId, 'before.bin', MOST_BYTES - 50 * 1024)
    await assert.rejects(store(sessionId, 'big.bin', kilobytes(60)), { code: 'request.too-large' })

    await store(sessionId, 'small.bin', kilobytes(40))
  })

  it('a session brings two thousand files', async () => {
    const sessionId = await newSession()
    for (let n = 0; n < MOST_FILES - 1; n++) lay(sessionId, `${n}.txt`, 0)

    await store(sessionId, 'last.txt', kilobytes(1))
    await assert.rejects(store(sessionId, 'one too many.txt', kilobytes(1)), { code: 'session.too-many-files' })
  })
})
