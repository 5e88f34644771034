import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { captionOf, placeholderOf } from '../../dump/captions.ts'
import { dumpClock } from '../../dump/clock.ts'
import type { DumpFacts } from '../../dump/facts.ts'
import { dumpWords } from '../../dump/words.ts'
import { noticeWords } from '../../notices/words.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { naughty } from '../../testing/naughty.ts'
import { type RunningBot, startBot } from './bot.ts'
import { botWords } from './words.ts'

/** As a name or a title is kept: of a length a field takes, and without what no database keeps. */
const names = naughty.map(text => text.slice(0, 80).toWellFormed().replaceAll('\0', '\ufffd').trim()).filter(Boolean)

let api: BotApi
let world: DumpWorld
let bot: RunningBot
before(async () => {
  api = await startBotApi({ pace: false })
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url })
  bot = await startBot(world.parts)
  await api.waitFor(() => bot.username)
})
after(async () => {
  await bot.close()
  await api.close()
  await world.close()
})

test('every sentence says the names it is given letter for letter, and fits into a message', () => {
  let sentences = 0
  for (const name of names)
    for (const [where, sentence] of [botWords, noticeWords].flatMap(words => functionsIn(words))) {
      const said = sentence(name, name, name)
      assert.ok(said.includes(name), `${where}: ${JSON.stringify(name)}`)
      assert.ok(said.length <= 4096, where)
      sentences += 1
    }
  assert.ok(sentences > names.length * 20)
})

test('a caption and its placeholder fit, whatever the slot is called', () => {
  for (const locale of ['ru', 'en'] as const)
    for (const name of names) {
      const about = {
        facts: factsOf(name, locale),
        clock: dumpClock('UTC', locale),
        parts: [],
        items: [],
        limit: 1,
        portal: name,
      }
      const caption = captionOf(about, 0)
      assert.ok(caption.includes(name) && caption.length <= 1024)
      assert.ok(placeholderOf(about, 0).length <= 1024)
      assert.ok(dumpWords[locale].title(name).includes(name))
    }
})

test('people and slots with naughty names read the same in Telegram: nothing in a message is markup', async () => {
  const some = names.filter((_, index) => index % 8 === 0)
  for (const [index, name] of some.entries()) {
    const user = 50_000 + index
    const person = await buildPerson(world.db, { name, telegram_id: BigInt(user), locale: 'en' })
    const slot = await buildSlot(world.db, { name })
    await buildSession(world.db, { person, slot, end_reason: 'manual' })

    api.say(user, '/start')
    api.say(user, '/dumps')
    const said = await api.waitFor(() => {
      const texts = api.chat(user).filter(({ from }) => from === 'bot')
      return texts.length === 2 ? texts.map(({ text }) => text) : null
    })

    assert.ok(said[0]?.includes(name), JSON.stringify(name))
    assert.ok(said[1]?.includes(name), JSON.stringify(name))
  }
  for (const { method, fields } of api.calls) assert.equal(fields.parse_mode, undefined, method)
})

test('whatever is written to the bot is answered with words of ours, and never with an error', async () => {
  const user = 90_000
  await buildPerson(world.db, { telegram_id: BigInt(user), locale: 'en' })
  const some = naughty.filter((text, index) => index % 8 === 0 && text.trim() && text.length < 4096)
  for (const [index, text] of some.entries()) {
    api.say(user, index % 2 ? `/start ${text}` : text)
    await api.waitFor(() => api.chat(user).filter(({ from }) => from === 'bot').length === index + 1)
  }

  const said = api.chat(user).flatMap(({ from, text }) => (from === 'bot' ? [text] : []))
  assert.ok(!said.includes(botWords.en.broken), 'the bot stumbled')
})

type Sentence = (...given: string[]) => string

/** Every sentence with a blank for words in it; blanks that take numbers are filled with the same. */
function functionsIn(words: object, above = ''): [string, Sentence][] {
  return Object.entries(words).flatMap(([key, value]): [string, Sentence][] => {
    if (typeof value === 'function') return [[`${above}.${key}`, value as Sentence]]
    return typeof value === 'object' && value !== null ? functionsIn(value, `${above}.${key}`) : []
  })
}

function factsOf(name: string, locale: 'ru' | 'en'): DumpFacts {
  const at = new Date('2026-11-21T10:00:00Z')
  return {
    id: '00000000-0000-4000-8000-000000000000',
    person: { name, locale },
    slot: { name },
    session: { startedAt: at, endedAt: at, endReason: 'manual' },
  } as unknown as DumpFacts
}
