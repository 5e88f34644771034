import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTelegram } from '../../outside/telegram.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { startDeliveries } from './deliveries-loop.ts'

const MIB = 1024 * 1024
const BODY = Buffer.alloc(3 * MIB, 'film')
let api: BotApi
let server: TestServer
let nextUser = 61_000

before(async () => {
  api = await startBotApi({ pace: false })
  server = await openTestServer({ config: { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url } })
})
after(async () => {
  await server.close()
  await api.close()
})

/** A dump whose one zip is, as its row says, 120 MB large. */
async function largeDump(locale: 'ru' | 'en' = 'ru') {
  const user = nextUser++
  api.meet(user)
  const { db, config } = server.parts
  const person = await buildPerson(db, { telegram_id: BigInt(user), locale })
  const slot = await buildSlot(db)
  const now = new Date()
  const session = await buildSession(db, { person, slot, end_reason: 'manual', freed_at: now })
  const part = { name: 'dump-1of1.zip', bytes: 120 * MIB, sha256: 'ab'.repeat(32) }
  const dump = await db.dumps.update({
    where: { session_id: session.id },
    data: { state: 'ready', ready_at: now, parts: [part] },
  })
  mkdirSync(join(config.dataDir, 'dumps', dump.id), { recursive: true })
  writeFileSync(join(config.dataDir, 'dumps', dump.id, part.name), BODY)
  await db.deliveries.create({
    data: {
      kind: 'dump_part',
      person_id: person.id,
      chat_id: user,
      dedupe_key: `dump:${session.id}:0`,
      payload: { dump_id: dump.id, part: 0 },
      dump_id: dump.id,
      not_before: now,
      expires_at: dump.expires_at,
    },
  })
  return { user, dump, person }
}

/** What the chat shows once the dump is delivered, given that these settings hold. */
async function delivered(dump: { id: string }, settings: { TELEGRAM_LOCAL_API?: boolean } = {}): Promise<void> {
  const parts = { ...server.parts, config: { ...server.parts.config, ...settings } }
  const loop = startDeliveries(parts, createTelegram(parts.config), 'test', 50)
  try {
    await api.waitFor(
      async () => (await parts.db.dumps.findUniqueOrThrow({ where: { id: dump.id } })).state === 'delivered',
    )
  } finally {
    await loop.stop()
  }
}

async function linkSentTo(user: number): Promise<string> {
  const [message, ...others] = api.chat(user)
  assert.deepEqual(others, [])
  assert.equal(message?.document, null)
  const [, path = ''] = /(\/api\/large-files\/\S+)/.exec(message?.text ?? '') ?? []
  return path
}

test('a file too large for Telegram comes as one line with a link that is good for one download', async () => {
  const { user, dump } = await largeDump()
  api.fail('editMessageText', 'lost_response')

  await delivered(dump)

  const path = await linkSentTo(user)
  assert.match(api.chat(user)[0]?.text ?? '', /120.МБ .* слишком большой для Telegram. Ссылка на одно скачивание, до/)
  const answer = await server.fetch(path)
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename=dump-1of1.zip')
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), BODY)
  assert.equal((await server.fetch(path)).status, 410)
})

test('a look at the link, or a download that broke off, does not use it up', async () => {
  const { user, dump } = await largeDump('en')
  await delivered(dump)
  const path = await linkSentTo(user)

  assert.equal((await server.fetch(path, { method: 'HEAD' })).status, 200)
  await new Promise<void>((resolve, reject) => {
    const asked = get(`${server.url}${path}`, answer =>
      answer.once('data', () => asked.destroy()).once('close', resolve),
    )
    asked.on('error', error => (asked.destroyed ? resolve() : reject(error)))
  })

  const again = await api.waitFor(async () => {
    const answer = await server.fetch(path)
    return answer.status === 200 ? answer : null
  })
  assert.equal((await again.arrayBuffer()).byteLength, BODY.length)
})

test('two at once: one of them gets the file', async () => {
  const { user, dump } = await largeDump()
  await delivered(dump)
  const path = await linkSentTo(user)

  const answers = await Promise.all([server.fetch(path), server.fetch(path)])
  await Promise.all(answers.map(answer => answer.arrayBuffer()))

  assert.deepEqual(answers.map(answer => answer.status).toSorted(), [200, 410])
})

test('a link is of no use to a disabled person, after its days, or made up', async () => {
  const { user, dump, person } = await largeDump()
  await delivered(dump)
  const path = await linkSentTo(user)
  const { db } = server.parts

  await db.people.update({ where: { id: person.id }, data: { disabled_at: new Date() } })
  assert.equal((await server.fetch(path)).status, 410)
  await db.people.update({ where: { id: person.id }, data: { disabled_at: null } })
  await db.dump_links.updateMany({ where: { dump_id: dump.id }, data: { expires_at: new Date() } })
  assert.equal((await server.fetch(path)).status, 410)
  assert.equal((await server.fetch('/api/large-files/made-up')).status, 410)
})

test('a Bot API server of one’s own that takes large files gets the file itself', async () => {
  const { user, dump } = await largeDump()

  await delivered(dump, { TELEGRAM_LOCAL_API: true })

  assert.equal(api.documents(user)[0]?.document?.bytes, BODY.length)
})
