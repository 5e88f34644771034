import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { offerTurns } from '../../actions/offer-turns.ts'
import { takeOffer } from '../../actions/take-offer.ts'
import { personOf } from '../../db/read/person.ts'
import { createTelegram } from '../../outside/telegram.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildPlace, buildSlot } from '../../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { startDeliveries } from '../jobs/deliveries-loop.ts'
import type { Loop } from '../jobs/loop.ts'
import { type RunningBot, startBot } from './bot.ts'

let api: BotApi
let world: DumpWorld
let bot: RunningBot
let deliveries: Loop
let nextUser = 60_000

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

async function somebody(given: { locale?: string; permissions?: string[] } = {}) {
  const user = nextUser++
  api.meet(user)
  return { user, person: await buildPerson(world.db, { telegram_id: BigInt(user), ...given }) }
}

/** People wait for a free slot; the first of them has read that it is theirs. */
async function turnOf(...waiting: Awaited<ReturnType<typeof somebody>>[]) {
  const slot = await buildSlot(world.db, { name: 'Perplexity · 2' })
  for (const { person } of waiting) await buildPlace(world.db, { person, slot })
  await offerTurns(world.parts)
  const offer = await world.db.offers.findFirstOrThrow({ where: { slot_id: slot.id } })
  const message = await messageOf(waiting[0]?.user ?? 0)
  return { slot, offer, message }
}

const messageOf = (user: number) => api.waitFor(() => api.chat(user).find(message => message.buttons.length === 3))
const changedTo = (user: number, words: RegExp) =>
  api.waitFor(() => api.chat(user).find(message => words.test(message.text)))
const answered = (words: RegExp, since = 0) =>
  api.waitFor(() =>
    answers()
      .slice(since)
      .some(text => words.test(text)),
  )
const answers = () =>
  api.calls.filter(call => call.method === 'answerCallbackQuery').map(call => String(call.fields.text ?? ''))
const outcomeOf = async (offer: { id: string }) =>
  (await world.db.offers.findUniqueOrThrow({ where: { id: offer.id } })).outcome
const holderOf = async (slot: { id: string }) =>
  (await world.db.sessions.findFirst({ where: { slot_id: slot.id, ended_at: null } }))?.person_id

test('a press on Take seats the person, and the message says where the desk opens', async () => {
  const anna = await somebody()
  const { slot, offer, message } = await turnOf(anna)

  api.press(anna.user, message, 'Занять')

  const changed = await changedTo(anna.user, /^Perplexity · 2 ваш\. .*\/app$/)
  assert.deepEqual(changed.buttons, [])
  assert.equal(await outcomeOf(offer), 'taken')
  assert.equal(await holderOf(slot), anna.person.id)
})

test('a press on Pass gives the turn to the next, who is told in Telegram', async () => {
  const [anna, boris] = [await somebody({ locale: 'en' }), await somebody()]
  const { offer, message } = await turnOf(anna, boris)

  api.press(anna.user, message, 'Pass')

  await changedTo(anna.user, /you passed/)
  await messageOf(boris.user)
  assert.equal(await outcomeOf(offer), 'passed')
})

test('a press on +5 min lets the next one go first and keeps the place', async () => {
  const [anna, boris] = [await somebody(), await somebody()]
  const { offer, message } = await turnOf(anna, boris)

  api.press(anna.user, message, '+5 мин')

  await changedTo(anna.user, /пропустили следующего вперёд/)
  await messageOf(boris.user)
  assert.equal(await outcomeOf(offer), 'later')
  const place = await world.db.places.findUniqueOrThrow({ where: { id: offer.place_id } })
  assert.equal(place.left_at, null)
})

test('+5 min with nobody behind is explained, and the turn stays', async () => {
  const anna = await somebody()
  const { slot, message } = await turnOf(anna)

  api.press(anna.user, message, '+5 мин')
  await answered(/меняться не с кем/)

  assert.equal((await messageOf(anna.user)).messageId, message.messageId)
  api.press(anna.user, message, 'Занять')
  await changedTo(anna.user, /ваш\./)
  assert.equal(await holderOf(slot), anna.person.id)
})

test('a press that comes too late is answered, and the message says what came of the turn', async () => {
  const [anna, boris] = [await somebody(), await somebody()]
  const { slot, offer, message } = await turnOf(anna, boris)
  await world.db.offers.update({ where: { id: offer.id }, data: { expires_at: new Date(Date.now() - 1_000) } })
  await offerTurns(world.parts)
  const since = answers().length

  api.press(anna.user, message, 'Занять')

  await answered(/время вышло/, since)
  await changedTo(anna.user, /время вышло/)
  await messageOf(boris.user)
  assert.equal(await holderOf(slot), undefined)
})

test('a turn that ran out and that nobody settled yet is refused', async () => {
  const anna = await somebody()
  const { slot, offer, message } = await turnOf(anna)
  await world.db.offers.update({ where: { id: offer.id }, data: { expires_at: new Date(Date.now() - 1_000) } })
  const since = answers().length

  api.press(anna.user, message, 'Занять')

  await answered(/Очередь перешла дальше/, since)
  assert.equal(await holderOf(slot), undefined)
})

test('a turn taken in the popup changes its message in Telegram at once', async () => {
  const anna = await somebody()
  const { offer } = await turnOf(anna)

  await takeOffer(world.parts, { person: personOf(anna.person), offerId: offer.id })

  assert.deepEqual((await changedTo(anna.user, /ваш\./)).buttons, [])
})

test('a turn taken in the popup is not taken again by a press: the person reads that it is theirs', async () => {
  const anna = await somebody()
  const { slot, offer, message } = await turnOf(anna)
  await takeOffer(world.parts, { person: personOf(anna.person), offerId: offer.id })

  api.press(anna.user, message, 'Пропустить')

  await changedTo(anna.user, /ваш\./)
  assert.equal(await outcomeOf(offer), 'taken')
  assert.equal(await holderOf(slot), anna.person.id)
})

test('a button of somebody else does nothing', async () => {
  const [anna, boris] = [await somebody(), await somebody()]
  const { slot, offer, message } = await turnOf(anna)

  api.press(boris.user, message, 'Занять')

  await answered(/Такого предложения для вас нет/)
  assert.equal(await outcomeOf(offer), null)
  assert.equal(await holderOf(slot), undefined)
})

test('whoever was switched off since is told that this Telegram is linked to nobody', async () => {
  const anna = await somebody()
  const { slot, message } = await turnOf(anna)
  await world.db.people.update({ where: { id: anna.person.id }, data: { disabled_at: new Date() } })

  api.press(anna.user, message, 'Занять')

  await answered(/ни к кому не привязан/)
  assert.equal(await holderOf(slot), undefined)
})
