import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { warnOfEnds } from '../../actions/warn-of-ends.ts'
import { changeOf, type News } from '../../db/client.ts'
import { hastenOutcome } from '../../db/write/hasten-outcome.ts'
import { oweOfferNotice } from '../../db/write/owe-offer-notice.ts'
import { createTelegram, type Telegram } from '../../outside/telegram.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { workOnDelivery } from './deliveries-loop.ts'

let api: BotApi
let world: DumpWorld
let telegram: Telegram
let ahead = 0
let nextUser = 50_000

before(async () => {
  api = await startBotApi()
  world = await openDumpWorld(
    { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url, COMPANY_TIMEZONE: 'Europe/Moscow' },
    { now: () => new Date(Date.now() + ahead) },
  )
  telegram = createTelegram(world.parts.config)
})
after(async () => {
  await world.close()
  await api.close()
})

const MINUTE = 60_000
const now = () => world.parts.now()
const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * MINUTE)

async function somebody(given: { locale?: string } = {}) {
  const user = nextUser++
  api.meet(user)
  return { user, person: await buildPerson(world.db, { telegram_id: BigInt(user), ...given }) }
}

/** A turn held for somebody for 90 seconds. */
async function offered({ locale = 'ru' } = {}, who = somebody({ locale })) {
  const { user, person } = await who
  const slot = await buildSlot(world.db, { name: 'Perplexity · 2' })
  const place = await world.db.places.create({ data: { person_id: person.id, slot_id: slot.id } })
  const offer = await world.parts.change(async tx => {
    const row = await tx.offers.create({
      data: { slot_id: slot.id, person_id: person.id, place_id: place.id, expires_at: inMinutes(1.5) },
    })
    await oweOfferNotice(tx, row)
    return row
  })
  return { user, person, slot, offer }
}

async function settle({ id }: { id: string }, outcome: string) {
  const at = now()
  const offer = await world.db.offers.update({ where: { id }, data: { settled_at: at, outcome } })
  const [person, slot] = [{ id: offer.person_id }, { id: offer.slot_id }]
  if (outcome !== 'taken') return
  await world.db.places.update({ where: { id: offer.place_id }, data: { left_at: at, outcome: 'took' } })
  await buildSession(world.db, { person, slot, started_at: at })
}

/** What is due now and within the next seconds; the pace of a chat is one. */
async function sendAll() {
  for (let second = 0; second < 5; second++, ahead += 1_100)
    while (await workOnDelivery(world.parts, telegram, 'test'));
}
const wordsFor = (user: number) => api.chat(user).map(message => message.text)

test('whoever has the turn is told in Telegram until when, with three buttons', async () => {
  const { user, offer } = await offered()

  await sendAll()

  const [message, ...more] = api.chat(user)
  assert.deepEqual(more, [])
  const until = new Intl.DateTimeFormat('ru', { timeZone: 'Europe/Moscow', timeStyle: 'medium' }).format(
    offer.expires_at,
  )
  assert.equal(message?.text, `Ваша очередь: Perplexity · 2.\nСлот держится за вами до ${until}.`)
  assert.deepEqual(
    message?.buttons.map(button => button.text),
    ['Занять', 'Пропустить', '+5 мин'],
  )
})

test('the turn is told in the language of the person', async () => {
  const { user } = await offered({ locale: 'en' })

  await sendAll()

  assert.match(wordsFor(user)[0] ?? '', /^Your turn: Perplexity · 2\./)
  assert.deepEqual(
    api.chat(user)[0]?.buttons.map(button => button.text),
    ['Take', 'Pass', '+5 min'],
  )
})

test('a turn that is over before Telegram answers is not told any more', async () => {
  const { user, offer } = await offered()
  await settle(offer, 'taken')

  await sendAll()
  ahead += 2 * MINUTE
  await sendAll()

  assert.deepEqual(wordsFor(user), [])
})

const outcomes = {
  taken: /^Perplexity · 2 ваш\./,
  passed: /вы пропустили очередь/,
  later: /пропустили следующего вперёд/,
  ignored: /время вышло/,
  withdrawn: /предложение снято/,
}
for (const [outcome, words] of Object.entries(outcomes))
  test(`the message of a turn is changed to what came of it: ${outcome}`, async () => {
    const { user, offer } = await offered()
    await sendAll()

    await settle(offer, outcome)
    ahead += 2 * MINUTE
    await sendAll()

    const [message, ...more] = api.chat(user)
    assert.deepEqual(more, [])
    assert.match(message?.text ?? '', words)
    assert.deepEqual(message?.buttons, [])
  })

test('what came of a turn is told at once, not at the end of its 90 seconds', async () => {
  const { user, offer } = await offered()
  await sendAll()

  await settle(offer, 'taken')
  await world.parts.change(tx => hastenOutcome(tx, `offer:${offer.id}`, now()))
  await sendAll()

  assert.match(wordsFor(user)[0] ?? '', outcomes.taken)
})

test('of two turns at once the second one answered is told first', async () => {
  const first = await offered()
  const second = await offered({}, Promise.resolve(first))
  await sendAll()

  await settle(second.offer, 'passed')
  await world.parts.change(tx => hastenOutcome(tx, `offer:${second.offer.id}`, now()))
  await sendAll()

  const [open, answered] = wordsFor(first.user)
  assert.match(open ?? '', /^Ваша очередь/)
  assert.match(answered ?? '', outcomes.passed)
})

test('whoever lets two turns go by reads that the place is gone', async () => {
  const { user, offer } = await offered()
  await sendAll()

  await settle(offer, 'ignored')
  await world.db.places.update({ where: { id: offer.place_id }, data: { left_at: now(), outcome: 'dropped' } })
  ahead += 2 * MINUTE
  await sendAll()

  assert.match(wordsFor(user)[0] ?? '', /место в очереди снято/)
})

test('an offer that nobody settled yet keeps its message', async () => {
  const { user, offer } = await offered()
  await sendAll()

  ahead += 2 * MINUTE
  await sendAll()
  assert.match(wordsFor(user)[0] ?? '', /^Ваша очередь/)

  await settle(offer, 'ignored')
  ahead += 5_000
  await sendAll()
  assert.match(wordsFor(user)[0] ?? '', /время вышло/)
})

test('a message that the person removed is left alone', async () => {
  const { user, offer } = await offered()
  await sendAll()
  await telegram.deleteMessage(user, api.chat(user)[0]?.messageId ?? 0)
  await settle(offer, 'ignored')

  ahead += 2 * MINUTE
  await sendAll()

  const row = await world.db.deliveries.findUniqueOrThrow({ where: { dedupe_key: `offer:${offer.id}:outcome` } })
  assert.equal(row.state, 'dead')
})

test('a turn goes ahead of what waits for its time in the same chat', async () => {
  const { user, person } = await offered()
  await world.db.deliveries.create({
    data: {
      kind: 'dump_part',
      person_id: person.id,
      chat_id: BigInt(user),
      dedupe_key: `d${user}`,
      payload: {},
      not_before: inMinutes(9),
    },
  })

  await sendAll()

  assert.equal(wordsFor(user).length, 1)
})

test('whoever has no Telegram is owed nothing', async () => {
  const person = await buildPerson(world.db)
  const slot = await buildSlot(world.db)
  const place = await world.db.places.create({ data: { person_id: person.id, slot_id: slot.id } })

  await world.parts.change(async tx => {
    const row = await tx.offers.create({
      data: { slot_id: slot.id, person_id: person.id, place_id: place.id, expires_at: inMinutes(1.5) },
    })
    await oweOfferNotice(tx, row)
  })

  assert.equal(await world.db.deliveries.count({ where: { person_id: person.id } }), 0)
})

/** Somebody at work whose session began so long ago that it has these minutes left. */
async function ending(minutes: number, given: { locale?: string } = {}) {
  const { user, person } = await somebody(given)
  const slot = await buildSlot(world.db, { name: 'Gemini' })
  const session = await buildSession(world.db, {
    person,
    slot,
    started_at: inMinutes(minutes - 120),
    ends_at: inMinutes(minutes),
    last_input_at: now(),
  })
  return { user, session }
}
const toldOf = (session: { id: string }) =>
  world.db.warnings.findMany({ where: { session_id: session.id }, orderBy: { told_at: 'asc' } })

test('ten minutes before the end the person is told once, in Telegram too', async () => {
  const { user, session } = await ending(10)

  await warnOfEnds(world.parts)
  await Promise.all([warnOfEnds(world.parts), warnOfEnds(world.parts)])
  await sendAll()

  assert.deepEqual(
    (await toldOf(session)).map(({ timer, minutes }) => `${timer} ${minutes}`),
    ['timeout 10'],
  )
  assert.equal(wordsFor(user).length, 1)
  assert.match(wordsFor(user)[0] ?? '', /^Gemini: сессия закончится через 10 мин\. Её можно продлить\.\n/)
})

test('servers that look at the same instant tell of the same end once', async () => {
  const { session } = await ending(10)
  const news: News[] = []
  const server = { ...world.parts, change: changeOf(world.db, heard => news.push(heard)) }

  await Promise.all([warnOfEnds(server), warnOfEnds(server), warnOfEnds(server)])

  assert.equal((await toldOf(session)).length, 1)
  assert.equal(news.filter(({ about, id }) => about === 'warning' && id.startsWith(session.id)).length, 1)
  assert.equal(await world.db.deliveries.count({ where: { dedupe_key: { contains: session.id } } }), 1)
})

test('five minutes before the end Telegram is silent, a minute before it speaks', async () => {
  const { user, session } = await ending(5)
  await warnOfEnds(world.parts)
  await sendAll()
  assert.equal((await toldOf(session)).length, 1)
  assert.deepEqual(wordsFor(user), [])

  ahead += 4 * MINUTE
  await warnOfEnds(world.parts)
  await sendAll()

  assert.match(wordsFor(user)[0] ?? '', /через 1 мин/)
})

test('a session extended meanwhile is not warned of its old end, and later of its new one', async () => {
  const { user, session } = await ending(10)
  await warnOfEnds(world.parts)
  await world.db.sessions.update({
    where: { id: session.id },
    data: { ends_at: inMinutes(60), last_input_at: inMinutes(49) },
  })
  await sendAll()
  assert.deepEqual(wordsFor(user), [])

  ahead += 51 * MINUTE
  await warnOfEnds(world.parts)
  await sendAll()

  assert.equal((await toldOf(session)).length, 2)
  assert.equal(wordsFor(user).length, 1)
})

test('whoever has not touched anything for ten minutes is asked to press a key, in their language', async () => {
  const { user, session } = await ending(100, { locale: 'en' })
  await world.db.sessions.update({ where: { id: session.id }, data: { last_input_at: inMinutes(-10.1) } })

  await warnOfEnds(world.parts)
  await sendAll()

  assert.match(wordsFor(user)[0] ?? '', /^Gemini: no key or click for a while\. The session ends in 10 min\./)
})
