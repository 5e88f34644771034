import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseHTML } from 'linkedom'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { claudePage } from './claude.page.ts'
import { claude } from './claude.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'

const id = '8ac51ee0-80cb-4cc8-a527-05874a6bfa52'
const ROOT = '00000000-0000-4000-8000-000000000000'

describe('Claude', () => {
  const at = (url: string) => claude.chatAt(new URL(url))

  it('knows a chat by its address; a project, a shared chat and the start page are none', () => {
    assert.equal(at(`https://claude.ai/chat/${id}`), id)
    for (const path of ['/', '/new', `/project/${id}`, `/share/${id}`, '/recents'])
      assert.equal(at(`https://claude.ai${path}`), null)
  })

  it('a sent message is the request for an answer, not the one that loads a chat', () => {
    const sent = (path: string) => claude.isMessage(new URL(`https://claude.ai/api/organizations/o/${path}`))
    assert.ok(sent(`chat_conversations/${id}/completion`) && sent(`chat_conversations/${id}/retry_completion`))
    assert.ok(!sent(`chat_conversations/${id}`) && !sent(`chat_conversations/${id}/title`))
  })

  it('a list of organisations is a sign-in, a refusal in JSON is none, a bot wall says neither', () => {
    const signedIn = (status: number, text: string) => claude.signIn?.signedIn({ status, type: '', text })
    assert.equal(signedIn(200, '[{"uuid":"o"}]'), true)
    assert.equal(signedIn(403, '{"type":"error"}'), false)
    assert.equal(signedIn(403, '<!doctype html>'), null)
  })

  for (const name of fixtureWorld('claude').names)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('claude')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.deepEqual([reading.chat.status, reading.chat.source], ['complete', 'api'])
    })

  for (const name of ['code-tables-math', 'artifacts-search-files'])
    it(`${name}: behind a bot wall, what the page shows arrives`, async () => {
      const world = fixtureWorld('claude', 'claude-blocked')
      const reading = await world.read(name, { page: { cookie: async () => null } })
      deliversExpected(reading, world.expected(name), { page: true })
      assert.equal(reading.chat.source, 'page')
      assert.match(reading.chat.notes?.[0] ?? '', /403/)
    })

  it('a chat of a project has its own title, not the project’s', () => {
    const named = (name: string) => `<span class="truncate">${name}</span>`
    const header = `<a href="/project/x">${named('Poems')}</a><button>${named('Rain haiku')}</button>`
    const { document } = parseHTML(`<html><body><div data-testid="chat-title-split">${header}</div></body></html>`)
    assert.equal(claudePage.title({ document, url: new URL('https://claude.ai/chat/x') }), 'Rain haiku')
  })

  it('a document the page shows closed is said to be missing, the open one is there', async () => {
    const { chat } = await fixtureWorld('claude', 'claude-blocked').read('artifacts-search-files')
    assert.deepEqual(
      chat.artifacts.map(({ title }) => title),
      ['Reading a tide table'],
    )
    assert.match(chat.artifacts[0]?.content ?? '', /- +Check the spring range \$r = h_\{max\} - h_\{min\}\$/)
    assert.equal(chat.status, 'partial')
    assert.match(chat.why ?? '', /not open on the page: Tide widget$/)
  })

  it('the flat answer, which lacks branches and tools, is not believed', async () => {
    const world = fixtureWorld('claude')
    const page = world.page('artifacts-search-files')
    const flat: Partial<Page> = { json: path => page.json(path.split('?')[0] ?? '') }
    const { chat } = await world.read('artifacts-search-files', { page: flat })
    assert.equal(chat.source, 'page')
    assert.match(chat.notes?.[0] ?? '', /the conversation has another shape at chat_messages\.0\.content/)
  })

  it('the last used organisation may be another one: those with chats are tried, the developers’ never', async () => {
    const world = fixtureWorld('claude')
    const cookie = async () => '8fe39d39-4c09-43a4-ae18-9bdc2df94171'
    deliversExpected(await world.read('code-tables-math', { page: { cookie } }), world.expected('code-tables-math'))
    const developers = world.asked.filter(({ url }) => url.includes('/organizations/8fe39d39'))
    assert.equal(developers.length, 1)
  })

  it('a chat that no organisation has any more is gone; without a sign-in nobody knows', async () => {
    const refused = (status: number, said: string) => () => Promise.reject(new NotAnswered(status, '/api', said))
    const page = (json: Page['json']) => ({ ...fixtureWorld('claude').page('code-tables-math'), json })
    const asked = (answer: Page['json']) => claude.readByApi?.({ id, url: '' }, page(answer)) as Promise<unknown>
    const gone: Page['json'] = async path =>
      path === '/api/organizations' ? [{ uuid: 'o' }] : refused(404, '{"error":{"type":"not_found_error"}}')()
    await assert.rejects(asked(gone), ChatGone)
    await assert.rejects(asked(refused(403, '{"details":{"error_code":"account_session_invalid"}}')), SignedOut)
    await assert.rejects(asked(refused(403, '<title>Just a moment...</title>')), NotAnswered)
  })
})

describe('another chat of Claude', () => {
  const text = (text: string, more: object = {}) => ({ type: 'text', text, citations: [], ...more })
  const call = (name: string, input: object, id = name) => ({ type: 'tool_use', id, name, input })
  const result = (name: string, content: unknown, more: object = {}) => ({
    type: 'tool_result',
    tool_use_id: name,
    name,
    content,
    ...more,
  })
  const message = (uuid: string, sender: string, parent: string, content: object[], more: object = {}) => ({
    uuid,
    sender,
    parent_message_uuid: parent,
    created_at: '2026-10-26T07:50:00.000000Z',
    content,
    ...more,
  })

  /** The chat with these messages; the last one is the one the person sees. */
  async function read(messages: ReturnType<typeof message>[], more: object = {}, leaf = messages.at(-1)?.uuid) {
    const answer = {
      uuid: id,
      name: 'Invented',
      current_leaf_message_uuid: leaf,
      chat_messages: messages,
      ...more,
    }
    const json: Page['json'] = async path =>
      path.includes('/wiggle/') ? Promise.reject(new NotAnswered(404, path)) : answer
    const page = { ...fixtureWorld('claude').page('code-tables-math'), json, cookie: async () => 'org' }
    const found = await claude.readByApi?.({ id, url: '' }, page)
    assert.ok(found)
    return found
  }
  const asked = message('q', 'human', ROOT, [text('Question')])
  const answered = (...content: object[]) => read([asked, message('a', 'assistant', 'q', content)])

  it('an edited question leaves its old branch in the JSON, not in what the person sees', async () => {
    const found = await read([
      message('q1', 'human', ROOT, [text('First try')]),
      message('a1', 'assistant', 'q1', [text('First answer')]),
      message('q2', 'human', ROOT, [text('Second try')]),
      message('a2', 'assistant', 'q2', [text('Second answer')]),
      message('a3', 'assistant', 'q2', [text('Asked again')]),
    ])
    assert.deepEqual(
      found.turns.map(({ markdown, active }) => [markdown, active]),
      [
        ['Second try', true],
        ['Asked again', true],
        ['First try', false],
        ['First answer', false],
        ['Second answer', false],
      ],
    )
  })

  it('marks stand behind the cited words, never inside a word or code; one address has one number', async () => {
    const source = (end_index: number, url: string) => ({ end_index, url, title: url })
    const { turns } = await answered(
      text('The tide rises. Run `tide --now` twice.\n\n```sh\ntide\n```', {
        citations: [
          source(16, 'https://b.example'),
          source(7, 'https://a.example'),
          source(25, 'https://a.example'),
          source(48, 'https://c.example'),
          { end_index: 3, url: null, title: 'A file of the project' },
        ],
      }),
    )
    assert.equal(turns[1]?.markdown, 'The tide[^1] rises.[^2] Run `tide --now`[^1] twice.\n\n```sh\ntide\n```\n\n[^3]')
  })

  it('a text that a source or a tool cuts in two is one text', async () => {
    const { turns } = await answered(
      text('High'),
      text(' water is at four.'),
      call('web_search', { query: 'x' }),
      text('Done.'),
    )
    assert.equal(turns[1]?.markdown, 'High water is at four.\n\nDone.')
  })

  it('documents are replayed: changes that failed are none, a rewrite is a version, each branch has its own', async () => {
    const make = (command: string, more: object) => ({ id: 'd', command, ...more })
    const { artifacts } = await read([
      asked,
      message('a', 'assistant', 'q', [
        call('artifacts', make('create', { type: 'text/html', title: 'Page', content: '<b>$& one</b>' }), '1'),
        call('artifacts', make('update', { old_str: 'one', new_str: 'two $1' }), '2'),
        call('artifacts', make('update', { old_str: 'not there', new_str: 'x' }), '3'),
        call('artifacts', make('update', { old_str: 'two', new_str: 'x' }), '4'),
        { ...result('artifacts', 'no'), tool_use_id: '4', is_error: true },
      ]),
      message('q2', 'human', 'a', [text('Again')]),
      message('a2', 'assistant', 'q2', [call('artifacts', make('rewrite', { content: '<i>three</i>' }), '5')]),
    ])
    assert.equal(artifacts?.length, 1)
    assert.deepEqual(artifacts[0]?.versions, ['<b>$& one</b>', '<b>$& two $1</b>', '<i>three</i>'])
    assert.deepEqual([artifacts[0]?.title, artifacts[0]?.language], ['Page', 'html'])
    assert.equal(artifacts[0]?.bytes?.name, 'Page.html')
  })

  it('a research report names its sources where it cites them', async () => {
    const { artifacts } = await answered(
      call('artifacts', {
        id: 'r',
        command: 'create',
        type: 'text/markdown',
        title: 'Report',
        content: '# Bees\n\nThey fly. They sting.',
        md_citations: [{ end_index: 18, url: 'https://bees.example', title: 'Bees' }],
      }),
    )
    assert.equal(artifacts?.[0]?.content, '# Bees\n\nThey fly. ([Bees](https://bees.example)) They sting.')
  })

  it('a document of 2024 stands in a tag of the text', async () => {
    const tag =
      '<antArtifact identifier="n" type="application/vnd.ant.code" language="python" title="Note">\nx = 1\n</antArtifact>'
    const { turns, artifacts } = await answered(text(`<antThinking>hidden</antThinking>Here:\n\n${tag}\n\nDone.`))
    assert.equal(turns[1]?.markdown.replace(/\n+/g, ' '), 'Here: Done.')
    assert.deepEqual(
      [artifacts?.[0]?.content, artifacts?.[0]?.language, artifacts?.[0]?.bytes?.name],
      ['x = 1', 'python', 'Note.py'],
    )
  })

  it('memories and the account’s other chats stay, and so do its instructions and its address', async () => {
    const { turns, raw } = await read(
      [
        asked,
        message('a', 'assistant', 'q', [
          call('conversation_search', { query: 'secret search' }),
          result('conversation_search', [{ type: 'text', text: 'secret title of another chat' }]),
          call('recent_chats', { n: 5 }),
          text('You asked before.'),
        ]),
      ],
      {
        project: { name: 'P', prompt_template: 'secret instructions' },
        account: { email_address: 'secret@example.test' },
      },
    )
    assert.equal(turns[1]?.tools, undefined)
    assert.equal(turns[1]?.markdown, 'You asked before.')
    assert.doesNotMatch(JSON.stringify([turns, raw]), /secret/)
  })

  it('an answer that failed before a word is none; a new kind of part loses nothing else', async () => {
    const found = await read([
      asked,
      message('a', 'assistant', 'q', []),
      message('q2', 'human', 'a', [text('Try again')]),
      message('a2', 'assistant', 'q2', [{ type: 'token_budget' }, text('Here.')]),
    ])
    assert.deepEqual(
      found.turns.map(({ markdown }) => markdown),
      ['Question', 'Try again', 'Here.'],
    )
  })

  it('a branch that hangs in the air, and a chat without messages, are not believed', async () => {
    await assert.rejects(read([message('a', 'assistant', 'lost', [text('x')])]), /lacks part of the chat/)
    await assert.rejects(read([], {}, ROOT))
  })

  it('a document the person attached, of which only the text is kept, says so by its name', async () => {
    const attachments = [
      { file_name: 'Отчёт.docx', extracted_content: 'привет' },
      { file_name: '', extracted_content: 'long text' },
    ]
    const { turns } = await read([message('q', 'human', ROOT, [text('See')], { attachments })])
    const files = turns[0]?.attachments ?? []
    assert.deepEqual(
      files.map(({ name, bytes }) => [name, bytes?.name]),
      [
        ['Отчёт.docx', 'Отчёт.docx.txt'],
        ['pasted.txt', 'pasted.txt'],
      ],
    )
    const url = files[0]?.bytes?.url
    const address = typeof url === 'function' ? await url({} as Page) : ''
    assert.equal(Buffer.from(address.split(',')[1] ?? '', 'base64').toString(), 'привет')
  })
})
