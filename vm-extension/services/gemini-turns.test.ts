import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answered, conversation, inventedTurn, told } from '../testing/gemini-answers.ts'

const PICTURES = 'https://lh3.googleusercontent.com/gg-dl'

describe('a conversation of Gemini’s', () => {
  it('is asked for page by page, and for more when there may be more', async () => {
    const asked: unknown[] = []
    const many = Array.from({ length: 1_000 }, (_, index) => inventedTurn({ id: `r_${index}` }))
    const found = await answered(async (_, request) => {
      const query = new URLSearchParams(request?.body)
      const [[[rpcid, args]]] = JSON.parse(query.get('f.req') ?? '')
      assert.equal(rpcid, 'hNvQHb')
      const [, limit, cursor] = JSON.parse(args)
      asked.push([limit, cursor])
      if (limit === 1_000) return conversation(many)
      const newer = inventedTurn({ id: 'r_b', follows: 'r_a', question: 'second' })
      return cursor ? conversation([inventedTurn({ id: 'r_a', question: 'first' })]) : conversation([newer], 'older')
    })
    assert.deepEqual(asked, [
      [1_000, null],
      [2_000, null],
      [2_000, 'older'],
    ])
    assert.deepEqual(
      found.turns.map(({ markdown }) => markdown),
      ['first', 'second'],
    )
    assert.equal(found.incomplete, undefined)
  })

  it('without its beginning is said to be a part', async () => {
    const answers = [{ id: 'rc_2', text: 'x' }]
    const { incomplete } = await told([inventedTurn({ id: 'r_2', follows: 'r_1', answers })])
    assert.equal(incomplete, 'the service did not tell the oldest messages')
  })

  it('whose turns do not say what they follow, or follow one that is no more, stays in its order', async () => {
    const ids = ['r_1', 'r_2', 'r_3']
    for (const follows of [() => null, (id: string) => (id === 'r_3' ? 'r_gone' : id === 'r_2' ? 'r_1' : null)]) {
      const { turns } = await told(ids.map(id => inventedTurn({ id, follows: follows(id), question: id })))
      assert.deepEqual(
        turns.map(({ markdown, active }) => [markdown, active]),
        ids.map(id => [id, true]),
      )
    }
  })

  it('keeps a question asked anew beside the one the person sees, and every draft', async () => {
    const chat = await told([
      inventedTurn({ id: 'r_1', question: 'one', answers: [{ id: 'rc_1', text: 'a1' }] }),
      inventedTurn({ id: 'r_2', follows: 'r_1', question: 'two, once', answers: [{ id: 'rc_2', text: 'a2' }] }),
      inventedTurn({
        id: 'r_3',
        follows: 'r_1',
        question: 'two, again',
        chosen: 'rc_c',
        answers: ['rc_a', 'rc_b', 'rc_c'].map(id => ({ id, text: id })),
      }),
    ])
    const texts = (active: boolean) => chat.turns.filter(turn => turn.active === active).map(({ markdown }) => markdown)
    assert.deepEqual(texts(true), ['one', 'a1', 'two, again', 'rc_c'])
    assert.deepEqual(texts(false), ['two, once', 'a2', 'rc_a', 'rc_b'])
  })

  it('goes on after an answer that never came, was refused or was stopped; only the newest can be unfinished', async () => {
    const turns = [
      inventedTurn({ id: 'r_1', question: 'lost' }),
      inventedTurn({ id: 'r_2', follows: 'r_1', question: 'refused', answers: [{ id: 'rc_2', text: '' }] }),
      inventedTurn({
        id: 'r_3',
        follows: 'r_2',
        question: 'stopped',
        answers: [{ id: 'rc_3', text: 'Half', places: { 8: [4] } }],
      }),
      inventedTurn({ id: 'r_4', follows: 'r_3', question: 'last', answers: [{ id: 'rc_4', text: 'Whole' }] }),
    ]
    const chat = await told(turns)
    assert.deepEqual(
      chat.turns.map(({ markdown }) => markdown),
      ['lost', 'refused', 'stopped', 'Half', 'last', 'Whole'],
    )
    assert.equal(chat.incomplete, undefined)
    assert.equal((await told(turns.slice(0, 3))).incomplete, 'the last answer was not finished')
  })

  it('marks and places of things go, sources become footnotes, code stays', async () => {
    const source = (number: number) => [
      null,
      null,
      null,
      [['icon', `https://s${number}.example/`, `S${number}`], number],
    ]
    const code = '```\nhttp://googleusercontent.com/immersive_entry_chip/0\n[cite: 1]\n```'
    const text = `[cite_start]It is so.[cite: 2, 1]\nhttp://googleusercontent.com/map_content/0\n\n${code}\n\nMore [cite: 2] for $5, $x^2$ and [cite: 9].\n\n\nhttp://googleusercontent.com/youtube_content/1`
    const places = { 2: [null, { 43: [[null, [source(1), source(2), source(3)]]] }] }
    const [, answer] = (await told([inventedTurn({ id: 'r_1', answers: [{ id: 'rc_1', text, places }] })])).turns
    assert.equal(answer?.markdown, `It is so.[^1][^2]\n\n${code}\n\nMore[^1] for $5, $x^2$ and.`)
    assert.deepEqual(
      answer?.citations.map(({ title, marker }) => [title, marker]),
      [
        ['S2', '[^1]'],
        ['S1', '[^2]'],
        ['S3', ''],
      ],
    )
  })

  it('nothing of the account is in the raw answer', async () => {
    const turn = inventedTurn({
      id: 'r_1',
      question: 'Write to ann@example.test',
      answers: [{ id: 'rc_1', text: 'Done' }],
    })
    const { raw } = await told([[...turn, ['owner@example.test', '100000000000000000001']]])
    assert.doesNotMatch(JSON.stringify(raw), /owner@|1000000000/)
    assert.match(JSON.stringify(raw), /Write to ann@example\.test/)
  })

  it('the text of a card stands elsewhere; thoughts, or at least what they were about', async () => {
    const card = { text: 'http://googleusercontent.com/card_content/3', places: { 22: ['On the card'] } }
    const [, a, , b] = (
      await told([
        inventedTurn({ id: 'r_1', answers: [{ id: 'rc_1', ...card }], steps: ['Looking', 'Weighing'] }),
        inventedTurn({
          id: 'r_2',
          follows: 'r_1',
          answers: [{ id: 'rc_2', text: 'x', places: { 37: [['Deep **thoughts**']] } }],
        }),
      ])
    ).turns
    assert.deepEqual([a?.markdown, a?.thinking], ['On the card', '**Looking**\n\n**Weighing**'])
    assert.deepEqual([b?.markdown, b?.thinking], ['x', 'Deep **thoughts**'])
  })

  it('uploads without words; several pictures; a film and music in the far places of a short array', async () => {
    const files = 'https://contribution.usercontent.google.com/download?c=1'
    const upload = (name: string, mime: string) => [[`${files}&n=${name}`, 2, null, mime], name]
    const picture = (id: string) => [[null, null, null, [null, 1, `About ${id}`, `${PICTURES}/${id}`]], [id]]
    const film = (name: string) => [[[[null, null, [null, `${files}&filename=${name}`]]]]]
    const rest = { 60: film('boat.mp4'), 87: film('song.mp3') }
    const media = [...Array(7).fill(null), [[picture('p1'), picture('p2')]], rest]
    const attached = [[upload('notes.txt', 'text/plain'), upload('plan.heic', 'image/heic')]]
    const answers = [{ id: 'rc_1', places: { 12: media } }]
    const [question, answer] = (await told([inventedTurn({ id: 'r_1', question: '', attached, answers })])).turns

    const named = (list: { name: string; mime: string }[] = []) => list.map(({ name, mime }) => [name, mime])
    assert.deepEqual(named(question?.attachments), [
      ['notes.txt', 'text/plain'],
      ['plan.heic', 'image/heic'],
    ])
    assert.deepEqual(
      question?.images.map(({ name, kind }) => [name, kind]),
      [['plan.heic', 'upload']],
    )
    assert.deepEqual(
      answer?.images.map(({ alt, bytes }) => [alt, bytes?.key, bytes?.larger]),
      [
        ['About p1', 'p1', `${PICTURES}/p1=s0`],
        ['About p2', 'p2', `${PICTURES}/p2=s0`],
      ],
    )
    assert.deepEqual(named(answer?.attachments), [
      ['boat.mp4', 'video/mp4'],
      ['song.mp3', 'audio/mpeg'],
    ])
  })
})
