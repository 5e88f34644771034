import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { ChatGone, type Page } from './page.ts'
import { perplexity } from './perplexity.ts'

const slug = 'does-fast-charging-harm-an-ele-X258aMQGl84qBIoUB.MGeQ'

describe('Perplexity', () => {
  const at = (url: string) => perplexity.chatAt(new URL(url, 'https://www.perplexity.ai'))

  it('knows a thread by its address, whatever alphabet it is in; a space and an unsent question are none', () => {
    assert.equal(at(`/search/${slug}`), slug)
    assert.equal(at(`/page/${slug}?x=1`), slug)
    assert.equal(at('/search/8ac51ee0-80cb-4cc8-a527-05874a6bfa52'), '8ac51ee0-80cb-4cc8-a527-05874a6bfa52')
    const russian = `${encodeURIComponent('как-варить-борщ')}-X258aMQGl84qBIoUB.MGeQ`
    assert.equal(at(`/search/${russian}`), russian)
    for (const path of ['/', '/search', '/search/new', '/search?q=x', `/spaces/${slug}`, '/discover'])
      assert.equal(at(path), null)
  })

  it('a sent message is the stream of its answer', () => {
    const sent = (path: string) => perplexity.isMessage(new URL(path, 'https://www.perplexity.ai'))
    assert.ok(sent('/rest/sse/perplexity_ask?version=2.18') && !sent(`/rest/thread/${slug}`))
  })

  for (const name of fixtureWorld('perplexity').names)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('perplexity')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.deepEqual([reading.chat.status, reading.chat.source], ['complete', 'api'])
      assert.doesNotMatch(JSON.stringify(reading.raw), /author_username|read_write_token/)
    })

  for (const name of ['citations-table', 'deep-research-report'])
    it(`${name}: what the page shows arrives when the API is down`, async () => {
      const world = fixtureWorld('perplexity')
      const json = () => Promise.reject(new Error('down'))
      const reading = await world.read(name, { page: { json } })
      deliversExpected(reading, world.expected(name), { page: true })
      assert.equal(reading.chat.source, 'page')
      const sources = world.expected(name).turns[1]?.citations.source_urls ?? []
      const listed = new Set(reading.chat.turns[1]?.citations.map(({ url }) => url))
      assert.ok(
        sources.every(url => listed.has(url)),
        'the hidden tab names all sources',
      )
    })

  it('pages are followed by offset where no cursor is told', async () => {
    const world = fixtureWorld('perplexity')
    const page = world.page('long-30-entries')
    const json: Page['json'] = async (path, request) => ({
      ...((await page.json(path, request)) as object),
      next_cursor: null,
    })
    deliversExpected(await world.read('long-30-entries', { page: { json } }), world.expected('long-30-entries'))
  })

  it('a service that says there is more and tells the same again is not believed to be whole', async () => {
    const world = fixtureWorld('perplexity')
    const page = world.page('long-30-entries')
    const first = (path: string) => path.replace(/&(?:offset|cursor)=[^&]*/, '&offset=0')
    const { chat } = await world.read('long-30-entries', { page: { json: path => page.json(first(path)) } })
    assert.equal(chat.turns.length, 20)
    assert.match(chat.why ?? '', /more/)
  })

  it('an expired thread is gone: nothing else is tried', async () => {
    const world = fixtureWorld('perplexity', 'perplexity-expired')
    await assert.rejects(world.read('citations-table'), ChatGone)
  })
})

describe('another thread of Perplexity', () => {
  const result = (name: string, more: object = {}) => ({ name, url: `https://${name}.example`, ...more })
  const results = (...web_results: object[]) => ({ intended_usage: 'web_results', web_result_block: { web_results } })
  const ask = (answer: string) => ({ intended_usage: 'ask_text', markdown_block: { answer } })
  const entry = (given: object) => ({
    backend_uuid: crypto.randomUUID(),
    query_str: 'Question',
    status: 'COMPLETED',
    display_model: 'turbo',
    ...given,
  })

  async function read(...entries: object[]) {
    const json: Page['json'] = async () => ({ status: 'success', entries, has_next_page: false })
    const page = { ...fixtureWorld('perplexity').page('citations-table'), json }
    const found = await perplexity.readByApi?.({ id: slug, url: '' }, page)
    assert.ok(found)
    return found
  }

  it('formulas get dollars, money stays money, and numbers in code and formulas are no citations', async () => {
    const text = 'It costs $5.[1] Then \\(a[1] = 2\\) and\n\n\\[\nT = 2\\pi\n\\]\n\n`x[1]` and [7]\n\n```py\nx[1]\n```'
    const { turns } = await read(entry({ blocks: [results(result('a')), ask(text)] }))
    assert.equal(
      turns[1]?.markdown,
      'It costs \\$5.[^1] Then $a[1] = 2$ and\n\n$$\nT = 2\\pi\n$$\n\n`x[1]` and [7]\n\n```py\nx[1]\n```',
    )
  })

  it('the number a source says it has goes before its place in the list', async () => {
    const rows = [{ citation: 1, status: 'SELECTED', web_result: result('b') }]
    const blocks = [results(result('a'), result('b')), { sources_mode_block: { rows } }, ask('So.[1]')]
    const { turns } = await read(entry({ blocks }))
    assert.deepEqual(turns[1]?.citations[0], { url: 'https://b.example', title: 'b', marker: '[^1]' })
  })

  it('an answer without blocks stands in its last step, in older threads in `answer`', async () => {
    const final = { answer: JSON.stringify({ answer: 'Old.[1]', web_results: [result('a')] }) }
    const text = JSON.stringify([{ step_type: 'FINAL', content: final }])
    const { turns } = await read(entry({ text }), entry({ answer: 'Older.' }), entry({ text: final.answer }))
    assert.deepEqual(
      turns.filter(({ role }) => role === 'assistant').map(({ markdown }) => markdown),
      ['Old.[^1]', 'Older.', 'Old.[^1]'],
    )
  })

  it('uploads are files of the question, cited by name where they have no address', async () => {
    const notes = 'https://files.example/attachments/1/my%20notes.pdf'
    const { turns } = await read(
      entry({
        attachments: [`${notes}?Signature=x`, { name: 'plan.png', url: 'https://files.example/2/plan.png' }],
        blocks: [results({ name: 'my notes.pdf', url: '', is_attachment: true }), ask('Your notes say so.[1]')],
      }),
    )
    assert.deepEqual(
      turns[0]?.attachments.map(({ name, mime, bytes }) => [name, mime, bytes?.key]),
      [
        ['my notes.pdf', 'application/pdf', notes],
        ['plan.png', 'image/png', 'https://files.example/2/plan.png'],
      ],
    )
    assert.deepEqual(turns[0]?.images.length, 1)
    assert.deepEqual(turns[1]?.citations, [{ url: 'source:my notes.pdf', title: 'my notes.pdf', marker: '[^1]' }])
  })

  it('a report is a document of its own when the answer is only its cover note', async () => {
    const report = {
      uuid: 'r',
      name: 'Bees',
      asset_type: 'RESEARCH_REPORT',
      research_report: { source_content: '# Bees\n\nThey fly.[1]' },
    }
    const blocks = [results(result('a')), { unified_assets_block: { assets: [report] } }, ask('Here is the report.')]
    const { artifacts } = await read(entry({ blocks }))
    assert.equal(artifacts?.[0]?.content, '# Bees\n\nThey fly. ([a](https://a.example))')
  })

  it('a report may be a step of its own; an answer that says the same is not told twice', async () => {
    const step = (answer: string) => JSON.stringify([{ step_type: 'RESEARCH_ANSWER', content: { answer } }])
    const blocks = [results(result('a')), ask('# Bees\n\nThey fly.[1]')]
    const [cover, same] = await Promise.all([
      read(entry({ text: step('# Bees\n\nThey fly.'), blocks: [ask('Here is the report.')] })),
      read(entry({ text: step('# Bees\n\nThey fly.[1]'), blocks })),
    ])
    assert.deepEqual([cover.artifacts?.[0]?.title, cover.artifacts?.[0]?.content], ['Bees', '# Bees\n\nThey fly.'])
    assert.deepEqual(same.artifacts, [])
  })

  it('pictures it made and pictures it found are told apart, each once', async () => {
    const made = 'https://img.example/made.png'
    const assets = [{ asset_type: 'GENERATED_IMAGE', name: 'A bee', generated_image: { url: `${made}?sign=1` } }]
    const media_items = [
      { medium: 'image', image: `${made}?sign=2`, name: 'A bee' },
      { medium: 'image', image: 'https://found.example/b.jpg', name: 'Found' },
      { medium: 'video', url: 'https://video.example' },
    ]
    const { turns } = await read(
      entry({ blocks: [{ unified_assets_block: { assets } }, { media_block: { media_items } }] }),
    )
    assert.deepEqual(
      turns[1]?.images.map(({ name, kind }) => [name, kind]),
      [
        ['A bee', 'generated'],
        ['Found', 'web'],
      ],
    )
  })

  it('the account’s memory, mail and other threads are neither cited nor kept', async () => {
    const steps = [
      { step_type: 'SEARCH_EMAIL', content: { queries: ['secret query'] } },
      { step_type: 'SEARCH_WEB', content: { queries: [{ query: 'bees' }] } },
      { step_type: 'SEARCH_RESULTS', content: { web_results: [result('secret', { is_memory: true })] } },
    ]
    const { turns, raw } = await read(
      entry({
        text: JSON.stringify(steps),
        author_username: 'secret name',
        collection_info: { title: 'Space', instructions: 'secret instructions' },
        blocks: [results(result('secret', { is_conversation_history: true }), result('b')), ask('So.[1] And.[2]')],
      }),
    )
    assert.equal(turns[1]?.markdown, 'So. And.[^1]')
    assert.deepEqual(turns[1]?.tools, [{ name: 'search_web', input: 'bees', output: '' }])
    assert.doesNotMatch(JSON.stringify([turns, raw]), /secret/)
  })

  it('a failed entry leaves its question; one being written makes the thread partial', async () => {
    const failed = await read(entry({ status: 'FAILED' }), entry({ blocks: [ask('Here.')] }))
    assert.deepEqual(
      failed.turns.map(({ role }) => role),
      ['user', 'user', 'assistant'],
    )
    assert.equal(failed.incomplete, undefined)
    const writing = await read(entry({ status: 'PENDING', blocks: [ask('He')] }))
    assert.match(writing.incomplete ?? '', /still being written/)
    await assert.rejects(read(), /without its entries/)
  })
})
