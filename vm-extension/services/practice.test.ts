import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TaxiChat } from '@taxi/contract/chat.ts'
import { foundOnPage } from './from-page.ts'
import { NotAnswered, type Page } from './page.ts'
import { practice } from './practice.ts'
import { readingOf } from './reading.ts'
import type { Found } from './service.ts'
import type { Shown } from './shown.ts'

const now = new Date('2026-11-21T10:00:00Z')
const home = new URL('http://127.0.0.1:3000/practice')
const id = '9eb141fb-2757-415a-a1ca-794fa4d1bc68'

const file = (kind: string, name: string, mime: string) => ({
  kind,
  name,
  mime,
  alt: 'Рисунок',
  id: name,
  size: 3,
  url: `/practice/api/files/${name}`,
})
const message = (id: string, role: string, text: string, more: object = {}) => ({
  id,
  author: { role },
  create_time: 1795262818.649,
  model_slug: role === 'user' ? null : 'rules-1',
  status: 'finished',
  content: { content_type: 'markdown', text },
  images: [],
  files: [],
  ...more,
})
const node = (id: string, parent: string | null, message: object) => ({ id, parent, children: [], message })
const answered = (mapping: object, current_node: string) => ({
  conversation_id: id,
  title: 'Борщ',
  create_time: 1795262818,
  update_time: 1795262819,
  current_node,
  mapping,
})
const whole = answered(
  {
    q: node('q', null, message('q', 'user', 'Нарисуй борщ')),
    old: node('old', 'q', message('old', 'assistant', 'Первый вариант')),
    a: node(
      'a',
      'q',
      message('a', 'assistant', 'Вот\n\n', {
        images: [file('image', 'picture.png', 'image/png')],
        files: [file('download', 'Отчёт.csv', 'text/csv')],
      }),
    ),
  },
  'a',
)
const ref = { id, url: `${home.href}/c/${id}` }
const page = (answer: unknown): Page => ({
  tab: 1,
  url: ref.url,
  json: async () => answer,
  text: async () => '',
  cookie: async () => null,
  stored: async () => null,
  global: async () => null,
  snapshot: async () => null,
  shown: () => Promise.reject(new Error('not asked for')),
})
const readByApi = async (page: Page) =>
  readingOf((await practice.readByApi?.(ref, page)) as Found, ref, { service: 'practice', source: 'api' }, now)

describe('the practice service', () => {
  it('knows its pages under both names of this computer, and nobody else’s', () => {
    const owns = (url: string) => practice.owns(new URL(url), home)
    assert.ok(owns('http://127.0.0.1:3000/practice') && owns('http://localhost:3000/practice/c/x'))
    assert.ok(!owns('http://127.0.0.1:3001/practice') && !owns('http://127.0.0.1:3000/practices'))
    assert.ok(!owns('http://127.0.0.1:3000/app') && !owns('https://evil.example/practice'))
  })

  it('reads the chat’s id from the address, and a sent message from the request', () => {
    assert.equal(practice.chatAt(new URL(`${home}/c/${id}`)), id)
    assert.equal(practice.chatAt(home), null)
    assert.ok(practice.isMessage(new URL('/practice/api/conversation', home)))
    assert.ok(!practice.isMessage(new URL(`/practice/api/conversation/${id}`, home)))
    assert.ok(!practice.isMessage(new URL('/practice/api/conversations', home)))
  })

  it('reads the whole tree: the branch the person saw first, the others marked', async () => {
    const { chat, files, raw } = await readByApi(page(whole))

    TaxiChat.parse(chat)
    assert.deepEqual(
      chat.turns.map(({ markdown, active }) => [markdown, active]),
      [
        ['Нарисуй борщ', true],
        ['Вот', true],
        ['Первый вариант', false],
      ],
    )
    assert.deepEqual([chat.status, chat.source, chat.title, chat.model], ['complete', 'api', 'Борщ', 'rules-1'])
    assert.equal(chat.turns[0]?.at, new Date(1795262818649).toISOString())
    assert.deepEqual(
      files.map(({ url }) => url),
      [
        'http://127.0.0.1:3000/practice/api/files/picture.png',
        'http://127.0.0.1:3000/practice/api/files/%D0%9E%D1%82%D1%87%D1%91%D1%82.csv',
      ],
    )
    for (const file of files) file.place(`files/${file.name}`)
    assert.deepEqual(
      [chat.turns[1]?.images[0]?.path, chat.turns[1]?.attachments[0]?.path],
      ['files/picture.png', 'files/Отчёт.csv'],
    )
    assert.equal(raw, whole)
  })

  it('an answer that is still being written makes the chat partial', async () => {
    const mapping = { a: node('a', null, message('a', 'assistant', 'Дум', { status: 'in_progress' })) }
    const { chat } = await readByApi(page(answered(mapping, 'a')))
    assert.deepEqual([chat.status, chat.why], ['partial', 'the answer was still being written'])
  })

  it('a stub is not taken for a chat: no root, no leaf, a ring, another shape', async () => {
    const orphan = { a: node('a', 'gone', message('a', 'assistant', '')) }
    const ring = { a: node('a', 'b', message('a', 'user', '')), b: node('b', 'a', message('b', 'user', '')) }
    for (const answer of [answered(orphan, 'a'), answered(orphan, 'z'), answered(ring, 'a'), { title: 'x' }, null])
      await assert.rejects(readByApi(page(answer)))
    const gone = { ...page(null), json: () => Promise.reject(new NotAnswered(404, '/x')) }
    await assert.rejects(readByApi(gone), /404/)
  })

  it('from the page it takes what is shown, without inventing times', () => {
    const image = {
      url: 'http://127.0.0.1:3000/practice/api/files/1',
      alt: 'Рисунок',
      name: '',
      kind: 'generated',
    } as const
    const shown: Shown = {
      chat_id: id,
      title: 'Борщ',
      model: null,
      generating: false,
      whole: true,
      total: null,
      turns: [
        {
          key: 'q',
          id: 'q',
          role: 'user',
          markdown: 'Привет',
          model: null,
          images: [image],
          attachments: [],
          citations: [],
        },
      ],
      artifacts: [],
      assets: [],
      quotas: [],
    }
    const { chat, files } = readingOf(foundOnPage(shown), ref, { service: 'practice', source: 'page' }, now)

    TaxiChat.parse(chat)
    assert.deepEqual([chat.source, chat.status, chat.created_at, chat.turns[0]?.at], ['page', 'complete', null, null])
    assert.equal(files[0]?.url, image.url)
  })
})
