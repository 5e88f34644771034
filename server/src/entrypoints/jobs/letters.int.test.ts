import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endSession } from '../../actions/end-session.ts'
import { kickSession } from '../../actions/kick-session.ts'
import { offerTurns } from '../../actions/offer-turns.ts'
import { remindOfBookings } from '../../actions/remind-of-bookings.ts'
import { changeOf, connect, type Db } from '../../db/client.ts'
import { personOf } from '../../db/read/person.ts'
import { createMail } from '../../outside/mail.ts'
import { createTelegram } from '../../outside/telegram.ts'
import type { Parts } from '../../parts.ts'
import { startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildPlace, buildSession, buildSlot } from '../../testing/build.ts'
import { type DumpWorld, leftOfEverything, openDumpWorld } from '../../testing/dump-world.ts'
import { fakeClock } from '../../testing/fake-clock.ts'
import { type MailServer, startMailServer } from '../../testing/mail-server.ts'
import { workOnDelivery } from './deliveries-loop.ts'
import { workOnDump } from './dumps-loop.ts'

const clock = fakeClock()
let server: MailServer
let world: DumpWorld
let db: Db
/** The parts of a server that has a mail server and no bot. */
let parts: Parts

before(async () => {
  server = await startMailServer()
  const smtp = { SMTP_HOST: '127.0.0.1', SMTP_PORT: server.port, SMTP_FROM: 'VDI Taxi <taxi@company.test>' }
  world = await openDumpWorld({ ...smtp, PUBLIC_URL: 'https://taxi.company.test' }, { now: clock.now })
  db = connect(world.database.url, 5, { mails: true })
  parts = { ...world.parts, db, change: changeOf(db), mail: createMail(world.parts.config) }
})
after(async () => {
  await db.$disconnect()
  await world.close()
  await server.close()
})

async function send(given = parts): Promise<void> {
  while (await workOnDelivery(given, createTelegram(given.config), 'test'));
}
const subjectOf = ({ raw }: { raw: string }) => /^subject: (.*(?:\r\n .*)*)/im.exec(raw)?.[1] ?? ''
const lettersTo = (address: string) => server.letters.filter(({ to }) => to.includes(address))

test('somebody without Telegram is reminded of a booking by a letter in their language, once', async () => {
  const person = await buildPerson(db, { locale: 'en' })
  const slot = await buildSlot(db, { name: 'Gemini' })
  const starts = new Date(clock.now().getTime() + 15 * 60_000)
  await db.$executeRaw`
    INSERT INTO bookings (person_id, slot_id, date, start_time, duration_min, during, created_at)
    VALUES (${person.id}::uuid, ${slot.id}, ${starts}::date, '10:00', 60,
      tstzrange(${starts}::timestamptz, ${starts}::timestamptz + interval '1 hour'), ${new Date(0)})`

  await remindOfBookings(parts)
  await remindOfBookings(parts)
  await send()
  await send()

  const letter = await server.letterTo(person.email)
  assert.match(subjectOf(letter), /^Gemini: your booking begins in 15 min/)
  assert.match(letter.text, /begins in 15 min and lasts until [\s\S]*https:\/\/taxi\.company\.test\/app/)
  assert.equal(lettersTo(person.email).length, 1)
})

test('a turn that came is told by a letter with the way to the portal', async () => {
  const person = await buildPerson(db, { locale: 'ru' })
  const slot = await buildSlot(db, { name: 'Veo' })
  await buildPlace(db, { person, slot })

  await offerTurns(parts)
  await send()

  const { text } = await server.letterTo(person.email)
  assert.match(text, /Ваша очередь: Veo\./)
  assert.match(text, /https:\/\/taxi\.company\.test\/app/)
})

test('whoever is kicked reads by whom in a letter', async () => {
  const [person, chief] = [
    await buildPerson(db, { locale: 'en' }),
    await buildPerson(db, { role: 'admin', name: 'Chief' }),
  ]
  const session = await buildSession(db, { person, slot: await buildSlot(db, { name: 'Flow' }) })

  await kickSession(parts, { by: personOf(chief), sessionId: session.id })
  await send()

  assert.match((await server.letterTo(person.email)).text, /Flow: an administrator \(Chief\) ended your session/)
})

test('a dump of somebody without Telegram comes as a letter with its address, once', async () => {
  const { person, dump } = await world.left({ ...leftOfEverything, person: { locale: 'en' } })

  while (await workOnDump(parts, 'test'));
  await send()
  await send()

  const { text } = await server.letterTo(person.email)
  assert.match(
    text,
    new RegExp(`^Your dump is ready: Perplexity · 2[\\s\\S]*https://taxi.company.test/app/dumps/${dump.id}`),
  )
  assert.equal(lettersTo(person.email).length, 1)
})

test('a dump that Telegram did not take is written of, and the administrators hear why', async t => {
  const api = await startBotApi({ pace: false })
  t.after(() => api.close())
  const chat = -100_700
  api.meet(chat)
  api.meet(4_343)
  api.block(4_343)
  const config = {
    ...parts.config,
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_BASE: api.url,
    ADMIN_CHAT_ID: String(chat),
  }
  const withBot = { ...parts, config }
  const { person, dump } = await world.left({ ...leftOfEverything, person: { telegram_id: 4_343n, locale: 'en' } })

  while (await workOnDump(withBot, 'test'));
  for (let step = 0; step < 4; step++, clock.pass({ seconds: 2 })) await send(withBot)

  assert.match((await server.letterTo(person.email)).text, new RegExp(`app/dumps/${dump.id}`))
  const [alert, ...others] = api.chat(chat)
  assert.match(alert?.text ?? '', /Анна Петрова, Perplexity · 2.*bot was blocked by the user/s)
  assert.deepEqual(others, [])
})

test('a dump deleted before its letter left is not written of', async () => {
  const { person, dump } = await world.left({ ...leftOfEverything })
  while (await workOnDump(parts, 'test'));

  const nothing = { items: [], parts: [], sealed: {} }
  await db.dumps.update({ where: { id: dump.id }, data: { state: 'expired', deleted_at: clock.now(), ...nothing } })
  await db.chats.deleteMany({ where: { session_id: dump.session_id } })
  await send()

  assert.deepEqual(lettersTo(person.email), [])
})

test('a mail server that says "not now" is asked again, one that says "never" is not', async () => {
  const [left, gone] = [await world.left(), await world.left()]
  server.refuses.set(left.person.email, 450).set(gone.person.email, 550)
  while (await workOnDump(parts, 'test'));
  await send()
  const stateOf = async (personId: string) =>
    (await db.deliveries.findFirstOrThrow({ where: { person_id: personId, email: { not: null } } })).state

  assert.deepEqual([await stateOf(left.person.id), await stateOf(gone.person.id)], ['queued', 'dead'])
  server.refuses.clear()
  clock.pass({ minutes: 10 })
  await send()
  assert.equal(lettersTo(left.person.email).length, 1)
  assert.match(lettersTo(left.person.email)[0]?.raw ?? '', /^message-id: <[0-9a-f-]{36}@vdi-taxi>/im)
  assert.deepEqual(lettersTo(gone.person.email), [])
})

test('while the mail server is away letters wait, and then each leaves once', async () => {
  const people = [await buildPerson(db), await buildPerson(db)]
  const chief = personOf(await buildPerson(db, { role: 'admin' }))
  for (const person of people) {
    const session = await buildSession(db, { person, slot: await buildSlot(db) })
    await kickSession(parts, { by: chief, sessionId: session.id })
  }
  const away = { ...parts, mail: createMail({ ...parts.config, SMTP_PORT: 1 }) }

  await send(away)
  clock.pass({ minutes: 2 })
  await send(away)
  clock.pass({ minutes: 30 })
  await send()

  assert.deepEqual(
    people.map(({ email }) => lettersTo(email).length),
    [1, 1],
  )
})

test('whoever has Telegram gets no letter, and without a mail server nothing is owed', async () => {
  const linked = await buildPerson(db, { telegram_id: 4_242n })
  const alone = await buildPerson(db)
  const chief = personOf(await buildPerson(db, { role: 'admin' }))
  const slots = [await buildSlot(db), await buildSlot(db)]
  const [first, second] = [
    await buildSession(db, { person: linked, slot: slots[0] ?? { id: '' } }),
    await buildSession(db, { person: alone, slot: slots[1] ?? { id: '' } }),
  ]

  await kickSession(parts, { by: chief, sessionId: first.id })
  await kickSession(world.parts, { by: chief, sessionId: second.id })
  await endSession(world.parts, { sessionId: second.id, reason: 'manual' })
  await send()

  assert.deepEqual([lettersTo(linked.email), lettersTo(alone.email)], [[], []])
  const owed = await db.deliveries.findMany({ where: { person_id: { in: [linked.id, alone.id] } } })
  assert.deepEqual(
    owed.map(({ chat_id, email, state }) => [chat_id, email, state]),
    [[4_242n, null, 'queued']],
  )
})
