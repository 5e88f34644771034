import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TaxiChat } from '@taxi/contract/chat.ts'
import type { FoundChat, Stretch } from '@taxi/contract/chats.ts'
import { journalChat } from '../../actions/journal-chat.ts'
import { Refusal } from '../../domain/refusal.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { naughty } from '../../testing/naughty.ts'
import { findChats } from './find-chats.ts'

let world: DumpWorld
before(async () => {
  world = await openDumpWorld()
})
after(() => world.close())

/** Somebody at a slot, whose chats the companion exports as they grow. */
async function somebody() {
  const person = await buildPerson(world.db)
  const sit = async () => {
    const session = await buildSession(world.db, { person, slot: await buildSlot(world.db, { name: 'Claude · 1' }) })
    const chats = (chat: TaxiChat, minutesAgo = 0) =>
      journalChat(world.parts, { sessionId: session.id, entry: { chat, ...journaled(chat, minutesAgo) } })
    return { session, chats }
  }
  const seat = await sit()
  return {
    person,
    sit,
    ...seat,
    find: (query: string, page?: Parameters<typeof findChats>[3]) => findChats(world.db, person.id, query, page),
  }
}

function journaled(chat: TaxiChat, minutesAgo: number) {
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString()
  const { service, id, url, title } = chat
  return {
    markdown: '',
    touched: { service, id, url, title, first_seen: at, last_seen: at, sent_messages: 1, opened_only: false },
  }
}

const text = (stretches: Stretch[]) => stretches.map(({ text }) => text).join('')
const hits = (stretches: Stretch[]) => stretches.filter(({ hit }) => hit).map(({ text }) => text)
const titles = ({ chats }: { chats: FoundChat[] }) => chats.map(({ title }) => text(title))

const report = aChat({ title: 'Отчёт за ноябрь', question: 'Как дела с бюджетом?', answer: 'Бюджеты **выросли**.' })
const tests = aChat({ title: 'Flaky tests', question: 'Why do the tests keep failing?', answer: 'They were running.' })

const found: [string, string[]][] = [
  ['отчет', ['Отчёт за ноябрь']],
  ['отчётами', ['Отчёт за ноябрь']],
  ['БЮДЖЕТ', ['Отчёт за ноябрь']],
  ['бюдж', ['Отчёт за ноябрь']],
  ['run', ['Flaky tests']],
  ['failed', ['Flaky tests']],
  ['flak', ['Flaky tests']],
  ['the failing tests', ['Flaky tests']],
  ['бюджет tests', []],
  ["it's ('", []],
  ['\\ & | ! <-> :*', ['Flaky tests', 'Отчёт за ноябрь']],
  ['', ['Flaky tests', 'Отчёт за ноябрь']],
]
test('a chat is found by its words in Russian and in English, in any form and by their beginnings', async () => {
  const { chats, find } = await somebody()
  await chats(report, 5)
  await chats(tests, 1)

  for (const [query, expected] of found) assert.deepEqual(titles(await find(query)), expected, query)
})

test('what was looked for is marked where it stands', async () => {
  const { chats, find } = await somebody()
  await chats(report)

  const [chat] = (await find('отчет бюджет')).chats

  assert.deepEqual(hits(chat?.title ?? []), ['Отчёт'])
  assert.deepEqual(hits(chat?.snippet ?? []), ['бюджетом', 'Бюджеты'])
  assert.equal(text(chat?.snippet ?? []), 'Как дела с бюджетом? · Бюджеты выросли')
})

test('nobody finds what another person wrote', async () => {
  const [anna, boris] = [await somebody(), await somebody()]
  await anna.chats(report)

  assert.deepEqual((await boris.find('бюджет')).chats, [])
  assert.deepEqual((await boris.find('')).chats, [])
})

test('a chat that went on in another session is found once, as it was last', async () => {
  const { chats, sit, find } = await somebody()
  await chats({ ...report, title: 'Отчёт, начало' }, 60)
  const later = await sit()
  await later.chats(report, 1)

  const [chat, ...more] = (await find('бюджет')).chats

  assert.deepEqual(more, [])
  assert.deepEqual([text(chat?.title ?? []), chat?.session_id], ['Отчёт за ноябрь', later.session.id])
})

test('what is exported again is found by its new words only', async () => {
  const { chats, find } = await somebody()
  await chats(report)
  const later = new Date(Date.parse(report.exported_at) + 60_000).toISOString()
  await chats({ ...aChat({ question: 'Совсем другое', answer: '' }), id: report.id, exported_at: later })

  assert.equal((await find('бюджет')).chats.length, 0)
  assert.equal((await find('другое')).chats.length, 1)
})

test('pages follow each other without a gap and without a repeat, also when chats were seen in one instant', async () => {
  const { chats, find } = await somebody()
  const at = Date.now()
  for (let n = 0; n < 7; n++) {
    const chat = aChat({ title: `Chat ${n}`, answer: 'needle' })
    const entry = { chat, ...journaled(chat, 0) }
    await chats(chat, n < 4 ? 0 : n)
    if (n < 4)
      await world.db.chats.updateMany({ where: { chat_id: entry.touched.id }, data: { last_seen: new Date(at) } })
  }

  const seen: string[] = []
  let before: string | null = null
  let pages = 0
  do {
    const page: Awaited<ReturnType<typeof find>> = await find('needle', { limit: 3, before })
    seen.push(...titles(page))
    before = page.next
    pages += 1
  } while (before)

  assert.deepEqual(seen.toSorted(), ['Chat 0', 'Chat 1', 'Chat 2', 'Chat 3', 'Chat 4', 'Chat 5', 'Chat 6'])
  assert.deepEqual(seen.slice(4), ['Chat 4', 'Chat 5', 'Chat 6'])
  assert.equal(pages, 3)
})

test('whatever is typed is looked for, and never stumbled over', async () => {
  const { chats, find } = await somebody()
  await chats(report)

  for (const text of naughty) await find(text.slice(0, 200))
})

test('a place that nobody gave is refused', async () => {
  const { find } = await somebody()

  await assert.rejects(find('', { before: 'yesterday' }), error => error instanceof Refusal)
})

test('a chat of more words than an index holds is found by those it begins with', async () => {
  const { chats, find } = await somebody()
  const many = `начало ${Array.from({ length: 120_000 }, (_, n) => `я${n.toString(36)}-ж${n.toString(36)}`).join(' ')}`
  await chats(aChat({ answer: many }))

  assert.equal((await find('начало')).chats.length, 1)
})

test('a chat is read where its dump is, once that is put together', async () => {
  const { session, chats, find } = await somebody()
  await chats(report)
  assert.equal((await find('')).chats[0]?.dump_id, null)

  await world.db.sessions.update({
    where: { id: session.id },
    data: { state: 'ended', ended_at: new Date(), end_reason: 'manual' },
  })
  const dump = await world.db.dumps.create({
    data: {
      session_id: session.id,
      person_id: session.person_id,
      state: 'assembling',
      deadline: new Date(),
      expires_at: new Date(),
    },
  })
  assert.equal((await find('')).chats[0]?.dump_id, null)
  await world.db.dumps.update({ where: { id: dump.id }, data: { state: 'kept' } })

  assert.equal((await find('')).chats[0]?.dump_id, dump.id)
})
