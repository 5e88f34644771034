import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeChatText } from '../../db/write/write-chat-text.ts'
import { createTelegram } from '../../outside/telegram.ts'
import { type BotWorld, labels, openBotWorld } from '../../testing/bot-world.ts'
import { buildSession, buildSlot } from '../../testing/build.ts'
import { leftOfEverything } from '../../testing/dump-world.ts'
import { workOnDelivery } from '../jobs/deliveries-loop.ts'
import { workOnDump } from '../jobs/dumps-loop.ts'

let world: BotWorld
let later = 0
before(async () => {
  world = await openBotWorld({}, { now: () => new Date(Date.now() + later) })
})
after(() => world.close())

async function deliver(): Promise<void> {
  while (await workOnDump(world.parts, 'test'));
  for (let step = 0; step < 4; step++, later += 1_500)
    while (await workOnDelivery(world.parts, createTelegram(world.parts.config), 'test'));
}

for (const [locale, resend] of [
  ['ru', /^Прислать: Perplexity · 2, /],
  ['en', /^Send Perplexity · 2, /],
] as const)
  test(`a dump is sent again from /dumps in ${locale}, once, however often the button is pressed`, async () => {
    const user = locale === 'ru' ? 71 : 72
    world.api.meet(user)
    await world.left({ ...leftOfEverything, person: { telegram_id: BigInt(user), locale } })
    await deliver()
    const documents = world.api.documents(user).length
    assert.ok(documents > 0)

    const list = await world.ask(user, '/dumps')
    const [button = ''] = labels(list)
    assert.match(button, resend)
    await world.press(user, list, button)
    const again = await world.press(user, list, button)
    assert.notEqual(again.said, '')
    await deliver()

    assert.equal(world.api.documents(user).length, 2 * documents)
  })

test('a dump of somebody else is not sent', async () => {
  const owner = await world.left({ ...leftOfEverything, person: { telegram_id: 73n } })
  world.api.meet(73)
  await deliver()
  const list = await world.ask(73, '/dumps')
  const { user } = await world.somebody({ locale: 'en' })

  const button = { text: 'x', data: `dump:resend:${owner.dump.id}` }
  const no = await world.press(user, { ...list, chatId: user, buttons: [button] }, 'x')

  assert.match(no.said, /no such dump of yours/)
  assert.deepEqual(world.api.documents(user), [])
})

for (const [locale, more, nothing] of [
  ['ru', 'Ещё', /^В ваших чатах такого нет: жираф$/],
  ['en', 'More', /^None of your chats has this: жираф$/],
] as const)
  test(`one’s own chats are found by /find in ${locale}, page by page; without words the latest`, async () => {
    const { user, person } = await world.somebody({ locale })
    const stranger = await world.somebody({ locale })
    for (let n = 1; n <= 7; n++) await exported(person.id, `Отчёт ${n}`, 'Бюджет на ноябрь', n)
    await exported(person.id, 'Flaky tests', 'They fail', 8)
    await exported(stranger.person.id, 'Отчёт чужой', 'Бюджет', 1)

    const first = await world.ask(user, '/find отчёты  бюджет')
    const second = (await world.press(user, first, more)).message
    const again = (await world.press(user, first, more)).message

    assert.deepEqual(titlesIn(first.text), ['Отчёт 7', 'Отчёт 6', 'Отчёт 5', 'Отчёт 4', 'Отчёт 3'])
    assert.deepEqual(titlesIn(second.text), ['Отчёт 2', 'Отчёт 1'])
    assert.deepEqual([labels(second), again.text], [[], second.text])
    assert.match((await world.ask(user, '/find жираф')).text, nothing)
    assert.deepEqual(titlesIn((await world.ask(user, '/find')).text).slice(0, 2), ['Flaky tests', 'Отчёт 7'])
    assert.deepEqual(titlesIn((await world.ask(stranger.user, '/find бюджет')).text), ['Отчёт чужой'])
  })

const titlesIn = (text: string) => text.match(/^(Отчёт (\d|чужой)|Flaky tests)$/gm) ?? []

/** A chat somebody had, as it was exported so many minutes into the day. */
async function exported(personId: string, title: string, body: string, minute: number): Promise<void> {
  const slot = await buildSlot(world.db)
  const session = await buildSession(world.db, {
    person: { id: personId },
    slot,
    end_reason: 'manual',
    freed_at: new Date(),
  })
  const chat = { session_id: session.id, service: 'practice', chat_id: `${title}-${minute}` }
  const at = new Date(Date.UTC(2026, 10, 20, 10, minute))
  await world.db.chats.create({ data: { ...chat, url: 'https://a.test', title, first_seen: at, last_seen: at } })
  await writeChatText(world.db, { ...chat, person_id: personId, title, body })
}
