import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inventedTurn, placed, told } from '../testing/gemini-answers.ts'
import { confirmed } from './confirm.ts'
import type { Shown } from './shown.ts'

const CHIP = 'http://googleusercontent.com/immersive_entry_chip/0'
const canvas = (name: string, text: string, id = 'doc-1') =>
  placed({ 0: `${id}-x`, 1: id, 2: 'Countdown', 4: 'older', 8: [[null, text]], 9: name, 10: 2 })
const report = (text: string) =>
  placed({
    0: 'rep',
    2: 'Ferries',
    3: 'task',
    4: text,
    5: { 43: [[null, [[null, null, null, [['icon', 'https://a.example/', 'Archive'], 7]]]]] },
  })
const turn = (id: string, documents: unknown[], follows?: string, text = `Done.\n${CHIP}`) =>
  inventedTurn({ id, follows: follows ?? null, answers: [{ id: `rc_${id}`, text, places: { 30: documents } }] })

describe('documents of Gemini’s', () => {
  it('a canvas of code keeps its language, and every version of it', async () => {
    const found = await told([
      turn('r_1', [canvas('go.py', 'print(1)')]),
      turn('r_2', [canvas('go.py', 'print(2)')], 'r_1'),
    ])
    const [made, ...more] = found.artifacts ?? []
    assert.deepEqual(more, [])
    assert.deepEqual(
      [made?.title, made?.type, made?.language, made?.content],
      ['Countdown', 'code', 'python', 'print(2)'],
    )
    assert.deepEqual(made?.versions, ['print(1)', 'print(2)'])
    assert.equal(found.turns[1]?.markdown, 'Done.')
  })

  it('several documents of one answer; a card at their place is none', async () => {
    const card = placed({ 0: 'yt', 2: 'A film', 4: 'youtube' })
    assert.deepEqual((await told([turn('r_1', [card], undefined, 'Look.')])).artifacts, [])
    const found = await told([turn('r_1', [canvas('note.md', '# Launch'), canvas('a.html', '<p>', 'doc-2')])])
    assert.deepEqual(
      found.artifacts?.map(({ type, language, content }) => [type, language, content]),
      [
        ['text/markdown', undefined, '# Launch'],
        ['code', 'html', '<p>'],
      ],
    )
    assert.equal(found.documents, 2)
  })

  it('a report keeps its footnotes with it, and its answer lists the sources', async () => {
    const { artifacts, turns } = await told([turn('r_1', [report('Numbers grew.[cite: 7, 8]')])])
    assert.equal(artifacts?.[0]?.content, 'Numbers grew.[^1]\n\n[^1]: [Archive](https://a.example/)')
    assert.deepEqual(turns[1]?.citations, [{ url: 'https://a.example/', title: 'Archive', marker: '' }])
  })

  it('a report that is still being written, or a canvas only the page has, is missed', async () => {
    for (const documents of [[report('')], []]) {
      const found = await told([turn('r_1', documents)])
      assert.equal(found.documents, 1)
      assert.equal(confirmed(found, null).incomplete, '0 of 1 documents')
    }
  })

  it('what lies open on the page takes the place of what is missed, once', async () => {
    const shown: Shown = {
      chat_id: 'x',
      title: 'Launch',
      model: null,
      generating: false,
      whole: true,
      total: null,
      turns: [],
      artifacts: [{ id: '1:Countdown', title: 'Countdown', type: 'code', language: 'python', content: 'print(1)' }],
      assets: [],
      quotas: [],
    }
    const missed = confirmed(await told([turn('r_1', [])]), shown)
    assert.deepEqual([missed.source, missed.incomplete, missed.found.artifacts?.length], ['mixed', undefined, 1])
    const known = confirmed(await told([turn('r_1', [canvas('go.py', 'print(1)')])]), shown)
    assert.deepEqual([known.source, known.found.artifacts?.length, known.found.title], ['api', 1, 'Launch'])
  })
})
