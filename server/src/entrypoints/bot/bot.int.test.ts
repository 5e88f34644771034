import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { hashOf, newToken } from '../../outside/secrets.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson } from '../../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { type RunningBot, startBot } from './bot.ts'

let api: BotApi
let world: DumpWorld
let bot: RunningBot
const logged: string[] = []
let nextUser = 9_000

before(async () => {
  api = await startBotApi()
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url }, { log })
  bot = await startBot(world.parts)
  await api.waitFor(() => bot.username)
})
after(async () => {
  await bot.close()
  await api.close()
  await world.close()
})

/** A person with a fresh link for their Telegram, and a Telegram account. */
async function somebody({ minutes = 10, ...given }: { minutes?: number; locale?: string; telegram_id?: bigint } = {}) {
  const person = await buildPerson(world.db, given)
  const token = newToken()
  const expires_at = new Date(Date.now() + minutes * 60_000)
  await world.db.link_tokens.create({
    data: { token_hash: hashOf(token), kind: 'telegram', person_id: person.id, expires_at },
  })
  return { person, token, user: nextUser++ }
}

const lastFrom = (user: number) => api.chat(user).findLast(message => message.from === 'bot')
const telegramOf = async (id: string) => (await world.db.people.findUniqueOrThrow({ where: { id } })).telegram_id

async function asked(user: number, token: string) {
  api.say(user, `/start ${token}`)
  return api.waitFor(() => api.chat(user).find(message => message.buttons.length === 2))
}

test('a person opens their link, is shown the name and confirms: their Telegram is linked', async () => {
  const { person, token, user } = await somebody()

  const question = await asked(user, token)
  assert.match(question.text, new RegExp(person.name))
  assert.equal(await telegramOf(person.id), null)
  api.press(user, question, 'Привязать')

  await api.waitFor(() => lastFrom(user)?.text.startsWith('Готово'))
  assert.equal(await telegramOf(person.id), BigInt(user))
  assert.deepEqual(lastFrom(user)?.buttons, [])
})

test('a link works once: the second one to open it is refused', async () => {
  const { person, token, user } = await somebody()
  api.press(user, await asked(user, token), 'Привязать')
  await api.waitFor(() => lastFrom(user)?.text.startsWith('Готово'))

  const stranger = nextUser++
  api.say(stranger, `/start ${token}`)

  await api.waitFor(() => /уже использована или устарела/.test(lastFrom(stranger)?.text ?? ''))
  assert.equal(await telegramOf(person.id), BigInt(user))
})

test('of two who opened the same link the first to confirm gets it', async () => {
  const { person, token, user } = await somebody()
  const other = nextUser++
  const first = await asked(user, token)
  const second = await asked(other, token)

  api.press(user, first, 'Привязать')
  await api.waitFor(() => lastFrom(user)?.text.startsWith('Готово'))
  api.press(other, second, 'Привязать')

  await api.waitFor(() => /уже использована/.test(lastFrom(other)?.text ?? ''))
  assert.equal(await telegramOf(person.id), BigInt(user))
})

test('a Telegram that belongs to somebody else is refused and the link stays good', async () => {
  const { token, person } = await somebody()
  const taken = nextUser++
  await buildPerson(world.db, { telegram_id: BigInt(taken), locale: 'en' })

  api.press(taken, await asked(taken, token), 'Link')

  await api.waitFor(() => /linked to somebody else/.test(lastFrom(taken)?.text ?? ''))
  const link = await world.db.link_tokens.findUniqueOrThrow({ where: { token_hash: hashOf(token) } })
  assert.equal(link.used_at, null)
  assert.equal(await telegramOf(person.id), null)
})

test('a link older than its time is refused', async () => {
  const { token, user } = await somebody({ minutes: -1 })

  api.say(user, `/start ${token}`)

  await api.waitFor(() => /устарела/.test(lastFrom(user)?.text ?? ''))
})

test('whoever cancels stays unlinked', async () => {
  const { person, token, user } = await somebody()

  api.press(user, await asked(user, token), 'Отмена')

  await api.waitFor(() => lastFrom(user)?.text === 'Не привязано.')
  assert.equal(await telegramOf(person.id), null)
})

test('a bare start explains in the language Telegram speaks', async () => {
  const user = nextUser++

  api.say(user, '/start', { language: 'en' })

  await api.waitFor(() => /Link Telegram/.test(lastFrom(user)?.text ?? ''))
})

test('somebody linked sees their dumps, somebody else is told how to link', async () => {
  const user = nextUser++
  await world.left({ person: { telegram_id: BigInt(user) } })
  const stranger = nextUser++

  api.say(user, '/dumps')
  api.say(stranger, '/dumps')

  await api.waitFor(() => /Perplexity · 2 · .* · забирается с машины/.test(lastFrom(user)?.text ?? ''))
  await api.waitFor(() => /ни к кому не привязан/.test(lastFrom(stranger)?.text ?? ''))
})

test('somebody linked gets a link that signs them in, somebody else is told how to link', async () => {
  const user = nextUser++
  const person = await buildPerson(world.db, { telegram_id: BigInt(user), locale: 'en' })
  const stranger = nextUser++

  api.say(user, '/login')
  api.say(stranger, '/login')

  const said = await api.waitFor(() => lastFrom(user)?.text)
  const token = /\/app\/link#t=([\w-]{43})/.exec(said)?.[1] ?? ''
  const link = await world.db.link_tokens.findUniqueOrThrow({ where: { token_hash: hashOf(token) } })
  assert.deepEqual([link.kind, link.person_id, link.used_at], ['sign_in', person.id, null])
  assert.ok(link.expires_at.getTime() <= Date.now() + 10 * 60_000)
  await api.waitFor(() => /ни к кому не привязан/.test(lastFrom(stranger)?.text ?? ''))
  assert.equal(await world.db.link_tokens.count({ where: { kind: 'sign_in' } }), 1)
})

test('in a group nobody is given a link, and a disabled person is nobody', async () => {
  const [user, disabled] = [nextUser++, nextUser++]
  await buildPerson(world.db, { telegram_id: BigInt(user) })
  await buildPerson(world.db, { telegram_id: BigInt(disabled), disabled_at: new Date(), locale: 'en' })
  const before = await world.db.link_tokens.count({ where: { kind: 'sign_in' } })

  api.say(user, '/login', { group: -100_778 })
  api.say(disabled, '/login', { language: 'en' })

  await api.waitFor(() => /linked to nobody/.test(lastFrom(disabled)?.text ?? ''))
  assert.equal(lastFrom(-100_778), undefined)
  assert.equal(await world.db.link_tokens.count({ where: { kind: 'sign_in' } }), before)
})

test('in a group only the id of the chat is told', async () => {
  const group = -100_777
  api.say(nextUser, '/dumps', { group })
  api.say(nextUser, '/getid', { group })

  await api.waitFor(() => lastFrom(group)?.text.includes(String(group)))
  assert.equal(api.chat(group).filter(message => message.from === 'bot').length, 1)
})

test('the bot survives a Telegram that is away and answers what was said meanwhile', async () => {
  const user = nextUser++
  await api.down()
  api.say(user, '/start')
  await api.up()

  await api.waitFor(() => lastFrom(user), 20_000)
})

test('a second program with the same token ends the poll; the bot explains it and comes back', async () => {
  const user = nextUser++

  const intruder = await fetch(`${api.url}/bot${api.token}/getUpdates?offset=0&timeout=0`)
  await intruder.text()
  await api.waitFor(() => logged.some(line => line.includes('Another program polls')), 10_000)
  api.say(user, '/start')

  await api.waitFor(() => lastFrom(user), 20_000)
})

test('the token is in no line of the log', () => {
  assert.ok(logged.length > 0)
  assert.deepEqual(
    logged.filter(line => line.includes(api.token.slice(-20))),
    [],
  )
})
