import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parseHTML } from 'linkedom'
import { readFrame } from '../page/read-frame.ts'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { chatgptPage } from './chatgpt.page.ts'
import { withFrames } from './with-frames.ts'

const FRAME = readFileSync(join(import.meta.dirname, '../fixtures/chatgpt/deep-research.frame.html'), 'utf8')
/** The shell with its frame, as the browser has built it: here its content stands in a template. */
function shell(): Document {
  const { document } = parseHTML(FRAME)
  const inner = parseHTML(`<html><body>${document.querySelector('template')?.innerHTML ?? ''}</body></html>`).document
  Object.defineProperty(document.querySelector('iframe'), 'contentDocument', { value: inner })
  return document
}

describe('a turn whose text stands in a frame of another host', () => {
  it('ChatGPT’s research report is read there, without the scripts around it', async () => {
    const report = await readFrame('chatgpt', shell())
    assert.match(report?.markdown ?? '', /^# Heat pumps in old houses/)
    assert.doesNotMatch(report?.markdown ?? '', /must not be exported/)
    assert.equal(report?.citations.length, 2)
    assert.equal(chatgptPage.frame?.(parseHTML('<html><body></body></html>').document), null)
  })

  it('with the API down the whole chat arrives, the report with it', async () => {
    const world = fixtureWorld('chatgpt', 'chatgpt-api-500')
    const frame = await readFrame('chatgpt', shell())
    const reading = await world.read('deep-research', { frames: frame ? [frame] : [] })
    deliversExpected(reading, world.expected('deep-research'), { page: true })
  })

  it('what stands above the frame is kept; when not every frame could be read, nothing is mixed up', async () => {
    const page = fixtureWorld('chatgpt', 'chatgpt-api-500').page('deep-research')
    const shown = await page.shown('chatgpt', false)
    const turns = shown.turns.map(turn => (turn.framed ? { ...turn, markdown: 'Here it is.', citations: [] } : turn))
    const frame = { markdown: '# The report', citations: [] }
    assert.equal(withFrames({ ...shown, turns }, [frame]).turns[1]?.markdown, 'Here it is.\n\n# The report')
    assert.deepEqual(withFrames({ ...shown, turns }, [frame, frame]).turns, turns)
  })
})
