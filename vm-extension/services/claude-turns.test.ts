import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { claude } from './claude.ts'
import { NotAnswered, type Page } from './page.ts'

const id = '8ac51ee0-80cb-4cc8-a527-05874a6bfa52'
const ROOT = '00000000-0000-4000-8000-000000000000'

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

  it('an uploaded file that has no preview is taken as it was uploaded', async () => {
    const files = [
      { file_kind: 'blob', file_uuid: 'f', file_name: 'plan.xlsx', path: '/mnt/user-data/uploads/plan.xlsx' },
    ]
    const { turns } = await read([message('q', 'human', ROOT, [text('See')], { files, files_v2: files })])
    assert.equal(turns[0]?.attachments.length, 1)
    const { url, larger } = turns[0]?.attachments[0]?.bytes ?? {}
    assert.match(String(url), /\/wiggle\/download-file\?path=%2Fmnt%2Fuser-data%2Fuploads%2Fplan\.xlsx$/)
    assert.match(String(larger), /\/organizations\/org\/files\/f\/contents$/)
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
