import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { notebooklm } from './notebooklm.ts'
import { ChatGone, type Page } from './page.ts'

const id = '453b0135-a75b-4b2d-a156-88ecb0797f5c'

describe('NotebookLM', () => {
  it('knows a notebook by its address, at both names and of any account', () => {
    const at = (url: string) => notebooklm.chatAt(new URL(url))
    assert.equal(at(`https://notebooklm.google.com/notebook/${id}`), id)
    assert.equal(at(`https://notebook.google.com/u/1/notebook/${id}?artifactId=x`), id)
    for (const path of ['/', '/u/1/', '/notebook/creating'])
      assert.equal(at(`https://notebooklm.google.com${path}`), null)
  })

  it('a sent message is the stream of its answer', () => {
    const sent = (path: string) => notebooklm.isMessage(new URL(path, 'https://notebooklm.google.com'))
    assert.ok(sent('/_/LabsTailwindUi/data/google.internal.labs.Orchestration/GenerateFreeFormStreamed'))
    assert.ok(!sent('/_/LabsTailwindUi/data/batchexecute'))
  })

  for (const name of fixtureWorld('notebooklm').names)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('notebooklm')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.deepEqual([reading.chat.status, reading.chat.source], ['complete', 'api'])
      assert.doesNotMatch(JSON.stringify(reading.raw), /\d{21}/)
    })

  it('what was quoted stands at its source', async () => {
    const { chat } = await fixtureWorld('notebooklm').read('cited-answers')
    assert.deepEqual(chat.turns[1]?.citations[1], {
      url: 'source:03332ab8-77ad-428c-a58b-28c5d5c09710',
      title: 'Soil handbook, chapter 3.pdf',
      marker: '[^2]',
      quote: 'Above seventy degrees microbes die.',
    })
    assert.match(chat.turns[1]?.markdown ?? '', /than seventy\.\[\^1\]\[\^2\] The gardener.*week\.\[\^3\]\n/)
    assert.equal(chat.artifacts[0]?.content, 'These sources cover compost, soil and the habits of one gardener.')
  })

  it('what the page shows arrives when the API is down, and it is said what is missing', async () => {
    const world = fixtureWorld('notebooklm')
    const text = () => Promise.reject(new Error('down'))
    const reading = await world.read('cited-answers', { page: { text } })
    deliversExpected(reading, world.expected('cited-answers'), { page: true })
    assert.match(
      reading.chat.turns[1]?.markdown ?? '',
      /^The heap should reach \*\*sixty degrees\*\*[\s\S]*### Overview/,
    )
    assert.deepEqual([reading.chat.source, reading.chat.status], ['page', 'partial'])
  })

  it('the chat may fail alone: then it is read from the page, with sources and notes from the API', async () => {
    const world = fixtureWorld('notebooklm')
    const page = world.page('cited-answers')
    const text: Page['text'] = (path, request) =>
      path.includes('khqZz') ? Promise.reject(new Error('down')) : page.text(path, request)
    const { chat } = await world.read('cited-answers', { page: { text } })
    assert.equal(chat.source, 'page')
    assert.equal(chat.turns[1]?.citations[0]?.url, 'https://wiki.example.org/compost')
    assert.ok(chat.artifacts.some(({ title, content }) => title === 'Shopping list' && content !== ''))
    assert.equal(chat.artifacts.filter(({ title }) => title === 'The compost podcast').length, 0)
  })
})

describe('another notebook', () => {
  type Answers = Record<string, unknown>
  const notebook = (sources: unknown[], settings: unknown = null) => [['Title', sources, id, '🌱', null, settings]]
  const source = (id: string, title: string, about: unknown[] = []) => [[id], title, [null, 1, null, null, 4, ...about]]
  const asked = (id: string, text: string) => [id, [1_794_000_000, 0], 1, text]
  const answered = (id: string, text: string, sources: string[]) => {
    const cited = sources.map(source => [
      [`chunk of ${source}`],
      [null, null, 0.9, null, [[[0, 5, [[[0, 5, `words of ${source}`]]]]]], [[[source]]], ['chunk']],
    ])
    return [id, [1_794_000_001, 0], 2, null, [[text, null, ['x'], null, [null, [null, cited]]]]]
  }

  /** A notebook that answers so, by the names of the calls; a call without an answer fails. */
  async function read(answers: Answers) {
    const text: Page['text'] = async path => {
      const rpcid = new URL(path, 'https://x.example').searchParams.get('rpcids') ?? ''
      const answer = answers[rpcid]
      if (answer === undefined) throw new Error('down')
      return `)]}'\n\n5\n${JSON.stringify([['wrb.fr', rpcid, JSON.stringify(answer), null, null, null, 'generic']])}`
    }
    const page = { ...fixtureWorld('notebooklm').page('cited-answers'), text }
    const found = await notebooklm.readByApi?.({ id, url: `https://notebooklm.google.com/notebook/${id}` }, page)
    assert.ok(found)
    return found
  }
  const empty: Answers = { rLM1Ne: notebook([]), hPTbtc: [], cFji9: [], gArtLc: [], VfAZjd: [] }
  const talk = (sources: unknown[], ...turns: unknown[]): Answers => ({
    ...empty,
    rLM1Ne: notebook(sources),
    hPTbtc: [[['conversation']]],
    khqZz: [turns],
  })

  it('before the first question it has a title and sources, and no turns', async () => {
    const found = await read({ ...empty, rLM1Ne: notebook([source('s', 'Film', [['https://v.example', 'x']])]) })
    assert.deepEqual([found.title, found.turns, found.incomplete], ['Title', [], undefined])
    assert.deepEqual(found.sources, [{ id: 's', title: 'Film', url: 'https://v.example', kind: 'text' }])
  })

  it('ranges and lists of numbers are citations; numbers in code, links and of nothing are none', async () => {
    const text = 'So [1-3]. And [2, 3]. See `x[1]`, [1](https://a.example) and [9].'
    const sources = ['a', 'b', 'c'].map(id => source(id, `Title ${id}`))
    const found = await read(talk(sources, answered('2', text, ['a', 'b', 'c']), asked('1', 'Q')))
    assert.equal(found.turns[1]?.markdown, 'So[^1][^2][^3]. And[^2][^3]. See `x[1]`, [1](https://a.example) and [9].')
  })

  it('several passages of one source are one footnote with all their words', async () => {
    const found = await read(talk([source('a', 'A')], answered('2', 'So [1]. And [2].', ['a', 'a']), asked('1', 'Q')))
    assert.equal(found.turns[1]?.markdown, 'So[^1]. And[^1].')
    assert.equal(found.turns[1]?.citations[0]?.quote, 'words of a')
  })

  it('a source that was removed since is still told to have been there', async () => {
    const found = await read(talk([], answered('2', 'So [1].', ['lost']), asked('1', 'Q')))
    assert.deepEqual(found.turns[1]?.citations[0]?.url, 'source:lost')
  })

  it('the running chat is the one that changed last; an answer that never came is no turn', async () => {
    const calls: Answers = talk([], [...answered('2', '', [])], asked('1', 'Q'))
    calls.hPTbtc = [
      [
        ['old', [1], [10]],
        ['running', [5], [20]],
      ],
    ]
    const found = await read(calls)
    assert.deepEqual(
      found.turns.map(({ role }) => role),
      ['user'],
    )
    assert.equal(found.created_at, new Date(5_000).toISOString())
  })

  it('mind maps read as lists, deleted notes are gone', async () => {
    const map = JSON.stringify({ name: 'Root', children: [{ name: 'A', children: [{ name: 'B' }] }, { name: 'C' }] })
    const cFji9 = [
      [
        ['m', ['m', map, [], null, 'Map']],
        ['n', null, 2],
        ['o', ['o', 'Text', [], null, 'Note']],
      ],
    ]
    const { artifacts } = await read({ ...empty, cFji9 })
    assert.deepEqual(
      artifacts?.map(({ title, content }) => [title, content]),
      [
        ['Map', '- Root\n  - A\n    - B\n  - C'],
        ['Note', 'Text'],
      ],
    )
  })

  it('the studio: reports with their text, sound with its file, what is being made by name', async () => {
    const sound = ['https://s.example/a.m3u8', 2, 'application/x-mpegurl']
    const gArtLc = [
      [
        ['r', 'Report', 2, [], 3, null, null, ['# Report', ['Briefing', 'prompt']]],
        ['a', 'Podcast', 1, [], 3, null, [null, [sound, ['https://s.example/a.mp4', 1, 'audio/mp4']]]],
        ['v', 'Film', 3, [], 1],
      ],
    ]
    const found = await read({ ...empty, gArtLc })
    assert.deepEqual(
      found.artifacts?.map(({ title, content }) => [title, content]),
      [['Report', '# Report']],
    )
    assert.deepEqual(
      found.assets?.map(({ title, kind, mime, bytes }) => [title, kind, mime, bytes?.url]),
      [['Podcast', 'audio', 'audio/mp4', 'https://s.example/a.mp4']],
    )
    assert.deepEqual(found.notes, ['not finished in the studio: Film'])
  })

  it('what is not told beside the chat is named, the chat arrives', async () => {
    const { cFji9: _, ...rest } = talk([], asked('1', 'Q'))
    const found = await read(rest)
    assert.equal(found.turns.length, 1)
    assert.equal(found.incomplete, 'the service did not tell its notes')
  })

  it('its instructions and the account’s numbers and addresses stay', async () => {
    const settings = [[2, 'secret instructions']]
    const cFji9 = [[['o', ['o', 'Text', [1, '123456789012345678901'], null, 'Note']], 'secret@example.test']]
    const { raw } = await read({ ...empty, rLM1Ne: notebook([], settings), cFji9 })
    assert.doesNotMatch(JSON.stringify(raw), /secret|123456789012345678901/)
  })

  it('a deleted notebook is gone', async () => {
    const refused = `)]}'\n\n5\n${JSON.stringify([['wrb.fr', 'rLM1Ne', null, null, null, [5], 'generic']])}`
    const page = { ...fixtureWorld('notebooklm').page('cited-answers'), text: async () => refused }
    const url = `https://notebooklm.google.com/notebook/${id}`
    await assert.rejects(async () => notebooklm.readByApi?.({ id, url }, page), ChatGone)
  })
})
