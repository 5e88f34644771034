import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerAsk } from '../../actions/answer-ask.ts'
import { askHolder } from '../../actions/ask-holder.ts'
import { endSession } from '../../actions/end-session.ts'
import { kickSession } from '../../actions/kick-session.ts'
import { settleAsks } from '../../actions/settle-asks.ts'
import { personOf } from '../../db/read/person.ts'
import { createTelegram } from '../../outside/telegram.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { startDeliveries } from '../jobs/deliveries-loop.ts'
import type { Loop } from '../jobs/loop.ts'
import { type RunningBot, startBot } from './bot.ts'

let api: BotApi
let world: DumpWorld
let bot: RunningBot
let deliveries: Loop
let nextUser = 70_000

before(async () => {
  api = await startBotApi()
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url })
  bot = await startBot(world.parts)
  deliveries = startDeliveries(world.parts, createTelegram(world.parts.config), 'test', 100)
  await api.waitFor(() => bot.username)
})
after(async () => {
  await deliveries.stop()
  await bot.close()
  await api.close()
  await world.close()
})

const MINUTE = 60_000

async function somebody(given: { name?: string; locale?: string; role?: 'admin' } = {}) {
  const user = nextUser++
  api.meet(user)
  return { user, person: await buildPerson(world.db, { telegram_id: BigInt(user), ...given }) }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

/** Boris has a slot, and Anna asks for it; he has read it. */
async function asked(given: { locale?: string } = {}) {
  const [anna, boris] = [await somebody({ name: 'Anna', ...given }), await somebody({ name: 'Boris', ...given })]
  const slot = await buildSlot(world.db, { name: 'Gemini Ultra' })
  const session = await buildSession(world.db, { person: boris.person, slot, last_input_at: new Date() })
  const id = await askHolder(world.parts, { person: personOf(anna.person), slotId: slot.id, minutes: 10 })
  const message = await api.waitFor(() => api.chat(boris.user).find(message => message.buttons.length === 3))
  return { anna, boris, slot, session, id, message }
}

const reads = ({ user }: Somebody, words: RegExp) =>
  api.waitFor(() => api.chat(user).find(message => words.test(message.text)))
const answered = (words: RegExp) =>
  api.waitFor(() =>
    api.calls.some(call => call.method === 'answerCallbackQuery' && words.test(String(call.fields.text ?? ''))),
  )
const sessionOf = ({ id }: { id: string }) => world.db.sessions.findUniqueOrThrow({ where: { id } })
const stateOf = async (id: string) => (await world.db.asks.findUniqueOrThrow({ where: { id } })).state

test('the holder reads who asks, for how long and until when, with three buttons', async () => {
  const { message } = await asked()

  assert.match(
    message.text,
    /^Anna просит уступить слот Gemini Ultra на 10 мин\.\nЕсли не ответить до \d\d:\d\d, ваша сессия продолжится\.$/,
  )
  assert.deepEqual(
    message.buttons.map(button => button.text),
    ['Освободить', 'Через 5 мин', 'Нет'],
  )
})

test('a press on «Release now» ends the session, and both read what comes next', async () => {
  const { anna, boris, session, message } = await asked()

  api.press(boris.user, message, 'Освободить')

  const changed = await reads(boris, /слот освобождён, следующий в очереди: Anna/)
  assert.deepEqual([changed.messageId, changed.buttons], [message.messageId, []])
  await reads(anna, /Gemini Ultra: слот освобождён \(Boris\)/)
  assert.equal((await sessionOf(session)).end_reason, 'manual')
})

test('a press on «In 5 min» shortens the session', async () => {
  const { anna, boris, session, message } = await asked({ locale: 'en' })

  api.press(boris.user, message, 'In 5 min')

  await reads(boris, /your session ends in 5 min, then Anna gets the slot/)
  await reads(anna, /^Boris releases Gemini Ultra in 5 min/)
  const { ends_at, ended_at } = await sessionOf(session)
  assert.equal(ended_at, null)
  assert.ok(ends_at.getTime() <= Date.now() + 5 * MINUTE)
})

test('a press on «No» changes nothing but what both know', async () => {
  const { anna, boris, id, session, message } = await asked()

  api.press(boris.user, message, 'Нет')

  await reads(boris, /вы остаётесь, Anna об этом знает/)
  await reads(anna, /слот ещё нужен \(Boris\)/)
  assert.equal(await stateOf(id), 'refused')
  assert.equal((await sessionOf(session)).ended_at, null)
})

test('what was answered in the popup changes the message at once; a press then does nothing', async () => {
  const { boris, id, session, message } = await asked()
  await answerAsk(world.parts, { personId: boris.person.id, askId: id, answer: 'no' })

  api.press(boris.user, message, 'Освободить')

  await reads(boris, /вы остаётесь/)
  assert.equal(await stateOf(id), 'refused')
  assert.equal((await sessionOf(session)).ended_at, null)
})

test('a button of somebody else does nothing', async () => {
  const { anna, id, session, message } = await asked()

  api.press(anna.user, message, 'Освободить')

  await answered(/Такой вашей просьбы нет/)
  assert.equal(await stateOf(id), 'open')
  assert.equal((await sessionOf(session)).ended_at, null)
})

test('a request that nobody answers lapses, and both read it', async () => {
  const { anna, boris, id } = await asked()
  await world.db.asks.update({ where: { id }, data: { expires_at: new Date(Date.now() - 1_000) } })

  await settleAsks(world.parts)

  await reads(boris, /вы не ответили на просьбу \(Anna\)/)
  await reads(anna, /ответа нет \(Boris\)/)
})

test('a session that ends by itself leaves the question without buttons', async () => {
  const { boris, session } = await asked()

  await endSession(world.parts, { sessionId: session.id, reason: 'manual' })

  assert.deepEqual((await reads(boris, /сессия закончилась, следующий в очереди: Anna/)).buttons, [])
})

test('whoever is kicked reads by whom and why, and where their work is', async () => {
  const [boris, chief] = [await somebody({ locale: 'en' }), await somebody({ name: 'Chief', role: 'admin' })]
  const slot = await buildSlot(world.db, { name: 'Gemini Ultra' })
  const session = await buildSession(world.db, { person: boris.person, slot })
  const kick = () =>
    kickSession(world.parts, { by: personOf(chief.person), sessionId: session.id, note: 'the account is renewed' })

  await kick()
  await kick()

  const { text } = await reads(boris, /ended your session/)
  assert.match(
    text,
    /^Gemini Ultra: an administrator \(Chief\) ended your session\.\nReason: the account is renewed\n.*\/app\/dumps\/[0-9a-f-]{36}$/,
  )
  assert.equal(api.chat(boris.user).length, 1)
})

test('an administrator who ends a session of their own is not told so', async () => {
  const chief = await somebody({ role: 'admin' })
  const session = await buildSession(world.db, { person: chief.person, slot: await buildSlot(world.db) })

  await kickSession(world.parts, { by: personOf(chief.person), sessionId: session.id })

  assert.equal(await world.db.deliveries.count({ where: { person_id: chief.person.id } }), 0)
})
