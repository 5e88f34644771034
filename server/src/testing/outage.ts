import assert from 'node:assert/strict'
import { nextDeliveryIn } from '../actions/claim-delivery.ts'
import { workOnDelivery } from '../entrypoints/jobs/deliveries-loop.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { createTelegram, type Telegram } from '../outside/telegram.ts'
import { type BotApi, startBotApi } from './bot-api.ts'
import { buildPerson } from './build.ts'
import { aChat, type DumpWorld, openDumpWorld } from './dump-world.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'

const FIRST_USER = 70_000
const MINUTE = 60_000
const OUTAGE_MINUTES = 60

interface Outage {
  api: BotApi
  world: DumpWorld
  clock: FakeClock
  messages: number
  users: number[]
  /** What was sent to whom at which time of the clock, in order. */
  sent: { chatId: number; at: number; text: string }[]
}

/** Telegram is away for an hour while this many messages wait for so many chats; afterwards everything is as it should be. */
export async function assertOutlivesOutage(messages: number, chats: number): Promise<void> {
  const clock = fakeClock(new Date('2026-11-23T09:00:00Z'))
  const api = await startBotApi({ pace: false })
  const world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url }, { now: clock.now })
  const users = Array.from({ length: chats }, (_, n) => FIRST_USER + n)
  try {
    await outlive({ api, world, clock, messages, users, sent: [] })
  } finally {
    await world.close()
    await api.close()
  }
}

async function outlive(outage: Outage): Promise<void> {
  const { api, world, clock, messages, users, sent } = outage
  const { reminders, dumps } = await owe(outage)
  const telegram = noted(outage, createTelegram(world.parts.config))
  await api.down()

  await workFor(outage, OUTAGE_MINUTES, telegram)
  assert.equal(sent.length, 0)
  await api.up()
  const back = clock.now().getTime()
  await workFor(outage, 60, telegram)

  const rows = await world.db.deliveries.findMany()
  assert.equal(rows.length, messages)
  assert.deepEqual(
    rows.filter(row => row.state !== 'sent').map(row => row.dedupe_key.split(':')[0]),
    Array.from({ length: reminders }, () => 'reminder'),
  )
  assert.ok(rows.filter(row => row.state === 'dead').every(row => row.last_error === 'too late'))
  const shown = users.flatMap(user => api.chat(user))
  assert.equal(shown.length, messages - reminders, 'every other message is there')
  const words = shown.filter(message => !message.document).map(message => message.text)
  assert.equal(new Set(words).size, words.length, 'none twice')
  assert.equal(shown.filter(message => message.document).length, 2 * users.length, 'each dump as one page and one zip')
  const states = await world.db.dumps.findMany({ where: { id: { in: dumps } }, select: { state: true } })
  assert.ok(states.every(({ state }) => state === 'delivered'))

  const drained = Math.max(...sent.map(({ at }) => at)) - back
  assert.ok(drained <= 20 * MINUTE, `drained in ${drained / MINUTE} minutes`)
  for (const user of users) {
    const mine = sent.filter(({ chatId }) => chatId === user)
    const pauses = mine.slice(1).map(({ at }, n) => at - (mine[n]?.at ?? 0))
    assert.ok(
      pauses.every(pause => pause >= 1_000),
      'a message a second at most',
    )
    assert.ok(
      mine.slice(0, 2).every(({ text }) => text.includes('alert')),
      'alerts first',
    )
  }
}

/** Does what is due and lets the clock go on to what is due next, until nothing is left or this much has passed. */
async function workFor({ clock, world }: Outage, minutes: number, telegram: Telegram): Promise<void> {
  const until = clock.now().getTime() + minutes * MINUTE
  while (clock.now().getTime() < until) {
    while (await workOnDelivery(world.parts, telegram, 'test'));
    const next = await nextDeliveryIn(world.parts, world.parts.now())
    if (next === false) break
    clock.pass({ seconds: Math.min(next, until - clock.now().getTime()) / 1000 })
  }
}

/** The real client; every message that arrives is noted with the clock's time. */
function noted({ clock, sent }: Outage, telegram: Telegram): Telegram {
  return {
    ...telegram,
    async sendText(chatId, text, buttons) {
      const answer = await telegram.sendText(chatId, text, buttons)
      sent.push({ chatId, at: clock.now().getTime(), text })
      return answer
    },
  }
}

async function owe({ api, clock, world, messages, users }: Outage): Promise<{ reminders: number; dumps: string[] }> {
  const people = await Promise.all(users.map(user => buildPerson(world.db, { telegram_id: BigInt(user) })))
  const dumps: string[] = []
  for (const person of people) {
    api.meet(Number(person.telegram_id))
    const left = await world.left({ chats: [aChat()], slot: {}, person: { name: person.name } })
    await world.db.sessions.update({ where: { id: left.session.id }, data: { person_id: person.id } })
    await world.db.dumps.update({ where: { id: left.dump.id }, data: { person_id: person.id } })
    dumps.push(left.dump.id)
  }
  while (await workOnDump(world.parts, 'test'));
  const notice = (n: number, kind: string, priority: number, minutes: number | null) => {
    const person = people[n % users.length]
    return {
      kind: 'notice',
      person_id: person?.id ?? '',
      chat_id: person?.telegram_id ?? 0n,
      dedupe_key: `${kind}:${n}`,
      payload: { about: 'audit_head', day: '2026-11-21', rows: n, head: `${kind} ${n}`, broken_at: null },
      priority,
      not_before: clock.now(),
      created_at: clock.now(),
      expires_at: minutes === null ? null : new Date(clock.now().getTime() + minutes * MINUTE),
    }
  }
  const files = 2 * users.length
  const reminders = Math.round(messages * 0.3)
  const alerts = 2 * users.length
  const rows = [
    ...Array.from({ length: reminders }, (_, n) => notice(n, 'reminder', 10, 10)),
    ...Array.from({ length: messages - files - reminders - alerts }, (_, n) => notice(n, 'news', 5, null)),
    ...Array.from({ length: alerts }, (_, n) => notice(n, 'alert', 100, null)),
  ]
  await world.db.deliveries.createMany({ data: rows })
  return { reminders, dumps }
}
