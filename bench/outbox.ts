import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../server/src/db/client.ts'
import { createTelegram, sendErrorOf } from '../server/src/outside/telegram.ts'
import { type BotApi, startBotApi } from '../server/src/testing/bot-api.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../server/src/testing/build.ts'
import { type Bench, tenth } from './figure.ts'
import { openBenchWorld } from './open-bench-world.ts'

const CHATS = 15
const DUMPS = 30
const MESSAGES = 500
const FIRST_USER = 800_000
const PATIENCE_MS = 10 * 60_000
const users = Array.from({ length: CHATS }, (_, n) => FIRST_USER + n)

/** How long the outbox takes for 500 messages to fifteen chats of a Telegram that keeps its limits, and whether each comes once. */
export const outbox: Bench = async ({ keep }) => {
  const world = await openBenchWorld(keep)
  for (const user of users) world.botApi.meet(user)
  const notices = MESSAGES - 2 * DUMPS
  const began = performance.now()
  await world.database(db => owe(db, world.dataDir, notices))
  await world.announce({ about: 'wake', id: 'deliveries' })
  await untilSent(world.database)
  const ms = performance.now() - began
  const seen = count(world.botApi)

  const plain = await plainSender(notices, keep)
  const bench = 'outbox'
  const refused = world.botApi.calls.filter(call => call.answer?.includes('retry_after')).length
  const ratio = Math.round((ms / plain) * 100) / 100
  return [
    {
      bench,
      what: `${MESSAGES} queued messages drained ÷ a plain sender that waits out each 429`,
      value: ratio,
      unit: 'times',
      yardstick: { what: 'the plain sender', value: 1 },
      target: '<= 1.5',
      ok: ratio <= 1.5,
      seen: `${tenth(ms / 1000)} s, the plain sender ${tenth(plain / 1000)} s; ${CHATS} chats, ${2 * DUMPS} of the messages are files; told to wait ${refused} times`,
    },
    {
      bench,
      what: 'messages lost',
      value: MESSAGES - seen.different,
      unit: '',
      yardstick: null,
      target: '0',
      ok: seen.different === MESSAGES,
      seen: '',
    },
    {
      bench,
      what: 'messages doubled',
      value: seen.all - seen.different,
      unit: '',
      yardstick: null,
      target: '0',
      ok: seen.all === seen.different,
      seen: '',
    },
  ]
}

/** Notices to everybody in turn, and dumps of a page and a zip each. */
async function owe(db: Db, dataDir: string, notices: number): Promise<void> {
  const people = await Promise.all(users.map(user => buildPerson(db, { telegram_id: BigInt(user) })))
  const personOf = (n: number) => people[n % people.length] as (typeof people)[number]
  for (let n = 0; n < DUMPS; n += 1) await oweDump(db, dataDir, personOf(n))
  await db.deliveries.createMany({
    data: Array.from({ length: notices }, (_, n) => ({
      kind: 'notice',
      person_id: personOf(n).id,
      chat_id: personOf(n).telegram_id,
      dedupe_key: `bench:${n}`,
      payload: { about: 'audit_head', day: '2026-11-21', rows: n, head: `message ${n}`, broken_at: null },
      not_before: new Date(0),
    })),
  })
}

async function oweDump(db: Db, dataDir: string, person: Awaited<ReturnType<typeof buildPerson>>): Promise<void> {
  const machine = await buildMachine(db, { id: `bench-${randomUUID().slice(0, 8)}` })
  const slot = await buildSlot(db, {
    id: machine.id,
    machines: [machine.id],
    slot_number: 100_000 + Math.floor(Math.random() * 1e8),
  })
  const session = await buildSession(db, { person, slot, end_reason: 'manual', freed_at: new Date() })
  const files = ['index.html', `dump-${machine.id}-1of1.zip`].map(name => {
    const body = Buffer.from(`${name} of ${machine.id}`)
    return { name, body, bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') }
  })
  const parts = files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
  const dump = await db.dumps.update({ where: { session_id: session.id }, data: { state: 'ready', parts } })
  const folder = join(dataDir, 'dumps', dump.id)
  mkdirSync(folder, { recursive: true })
  for (const { name, body } of files) writeFileSync(join(folder, name), body)
  await db.deliveries.createMany({
    data: files.map((_, part) => ({
      kind: 'dump_part',
      person_id: person.id,
      chat_id: person.telegram_id,
      dedupe_key: `dump:${session.id}:${part}`,
      payload: { dump_id: dump.id, part },
      dump_id: dump.id,
      not_before: new Date(0),
    })),
  })
}

async function untilSent(database: <T>(work: (db: Db) => Promise<T>) => Promise<T>): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  await database(async db => {
    for (;;) {
      const left = await db.deliveries.count({ where: { state: { notIn: ['sent', 'dead'] } } })
      if (!left) return
      if (performance.now() > until) throw new Error(`${left} messages were not sent in time`)
      await sleep(200)
    }
  })
}

/** What the phones show: every message, and how many different ones. */
function count(api: BotApi): { all: number; different: number } {
  const shown = users.flatMap(user => api.chat(user)).map(message => message.document?.sha256 ?? message.text)
  return { all: shown.length, different: new Set(shown).size }
}

/** The same messages to a Telegram of their own, chat by chat side by side, in milliseconds. */
async function plainSender(notices: number, keep: Parameters<Bench>[0]['keep']): Promise<number> {
  const api = keep(await startBotApi())
  const telegram = createTelegram({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url })
  const file = join(import.meta.dirname, 'figure.ts')
  for (const user of users) api.meet(user)
  const began = performance.now()
  await Promise.all(
    users.map(async (user, at) => {
      const words = Math.ceil((notices - at) / CHATS)
      const files = (2 * DUMPS) / CHATS
      for (let n = 0; n < words; n += 1) await patiently(() => telegram.sendText(user, `message ${n}`))
      for (let n = 0; n < files; n += 1)
        await patiently(() => telegram.sendDocument(user, { path: file, name: 'f', caption: '' }))
    }),
  )
  return performance.now() - began
}

async function patiently(send: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await send()
      return
    } catch (error) {
      const seconds = sendErrorOf(error)?.retryAfter
      if (!seconds) throw error
      await sleep(seconds * 1000)
    }
  }
}
