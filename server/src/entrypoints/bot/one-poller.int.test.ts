import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { startBotApi } from '../../testing/bot-api.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { type RunningBot, startBot } from './bot.ts'

let api: Awaited<ReturnType<typeof startBotApi>>
let world: DumpWorld
const logged: string[] = []
const running = new Set<RunningBot>()
before(async () => {
  api = await startBotApi({ pace: false })
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url }, { log })
})
after(async () => {
  for (const bot of running) await bot.close()
  await world.close()
  await api.close()
})

async function start(): Promise<RunningBot> {
  const bot = await startBot(world.parts)
  running.add(bot)
  await api.waitFor(() => bot.username)
  return bot
}
async function stop(bot: RunningBot): Promise<void> {
  running.delete(bot)
  await bot.close()
}
const answersTo = (user: number) => api.chat(user).filter(message => message.from === 'bot').length
const polls = () => api.calls.filter(call => call.method === 'getUpdates').length

test('of two servers one polls; when it stops, the other takes over, and everything is answered once', async () => {
  const [first, second] = [await start(), await start()]
  await api.waitFor(() => polls() > 0)
  for (const user of [61, 62, 63]) api.say(user, '/getid')
  await api.waitFor(() => answersTo(63))

  await stop(first)
  api.say(64, '/getid')
  await api.waitFor(() => answersTo(64), 15_000)

  assert.deepEqual([61, 62, 63, 64].map(answersTo), [1, 1, 1, 1])
  assert.ok(!logged.some(line => line.includes('Another program polls')))
  await stop(second)
})

test('a server whose connection to the database is cut polls again', async () => {
  const bot = await start()
  api.say(65, '/getid')
  await api.waitFor(() => answersTo(65))

  await world.db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'taxi-bot-7000001' AND datname = current_database()`
  await api.waitFor(() => logged.some(line => line.includes('it asks again')))
  api.say(66, '/getid')

  await api.waitFor(() => answersTo(66), 15_000)
  await stop(bot)
})

test('a server that stops while it answers comes to the end of it, and the next one does not answer again', async () => {
  const bot = await start()
  api.meet(67)
  api.fail('sendMessage', { slow: 700 })
  api.say(67, '/getid')
  await api.waitFor(() => api.calls.some(call => call.method === 'sendMessage' && call.fields.chat_id === '67'))

  await stop(bot)
  assert.equal(answersTo(67), 1)
  const next = await start()
  api.say(68, '/getid')
  await api.waitFor(() => answersTo(68), 15_000)

  assert.equal(answersTo(67), 1)
  await stop(next)
})

test('what came to its end before a crash is not done again when Telegram tells it again', async () => {
  const bot = await start()
  const message = api.say(69, '/getid')
  await api.waitFor(() => answersTo(69))
  const done = () =>
    world.db.bot_updates.findFirst({ where: { done_at: { not: null } }, orderBy: { update_id: 'desc' } })
  const { update_id } = await api.waitFor(done)

  api.again(Number(update_id), { message: message.raw })
  api.say(70, '/getid')
  await api.waitFor(() => answersTo(70))

  assert.equal(answersTo(69), 1)
  await stop(bot)
})
