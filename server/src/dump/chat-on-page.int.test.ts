import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { DumpItem } from '@taxi/contract/dumps.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { aChat, type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { openZip } from '../testing/open-zip.ts'
import { chatFolder } from './chat-folder.ts'

const turn = { id: null, at: null, model: null, images: [], attachments: [], citations: [], active: true }
const chat = aChat({
  turns: [
    {
      ...turn,
      index: 0,
      role: 'assistant',
      markdown: 'Growth.[^1] And `[^1]` in code.\n\n![chart](https://pictures.example/c.png)\n\n```\nnever closed',
      images: [
        { url: 'https://pictures.example/c.png', path: 'files/c.png', kind: 'generated', alt: 'chart', name: 'c.png' },
      ],
      attachments: [{ name: 'plan.pdf', mime: 'application/pdf', size: 0, path: 'files/plan.pdf' }],
      citations: [
        { url: 'https://a.example/x?b=1', title: 'A [<b>] $1$', marker: '[^1]', quote: 'it *grew*' },
        { url: 'https://listed.example/', title: 'Only listed', marker: '' },
      ],
    },
  ],
  artifacts: [
    {
      id: 'r',
      title: 'Report',
      type: 'text/markdown',
      content: 'So.[^1]\n\n![](files/c.png)\n\n[^1]: [Archive](https://archive.example/)',
      versions: [],
    },
    { id: 's', title: 'Slides', type: 'application/pdf', content: '', versions: [], path: 'files/slides.pdf' },
  ],
  assets: [
    {
      id: 'v',
      kind: 'video',
      title: 'Film',
      mime: 'video/mp4',
      prompt: 'a taxi',
      model: 'veo',
      at: null,
      path: 'files/v.mp4',
    },
    { id: 'p', kind: 'image', title: 'Taxi', mime: 'image/png', model: null, at: null, path: 'files/p.png' },
    { id: 'l', kind: 'audio', title: 'Lost', mime: 'audio/mp3', model: null, at: null, path: 'files/lost.mp3' },
  ],
  sources: [{ id: 'n', title: 'Notebook source', url: 'https://source.example/', kind: 'web' }],
})

let world: DumpWorld
let page = ''
let json = ''
let items: DumpItem[] = []
before(async () => {
  world = await openDumpWorld()
  const left = await world.left({ chats: [chat] })
  rmSync(join(chatFolder(world.parts.config, left.session.id, chat.service, chat.id), 'files/lost.mp3'))
  while (await workOnDump(world.parts, 'test'));
  const row = await world.db.dumps.findUniqueOrThrow({ where: { id: left.dump.id } })
  items = row.items as unknown as DumpItem[]
  page = readFileSync(join(left.folder, 'index.html'), 'utf8')
  const parts = row.parts as { name: string }[]
  const zip = await openZip(join(left.folder, parts[1]?.name ?? ''))
  const path = items.find(item => /^chats\/[^/]+\.json$/.test(item.path))?.path ?? ''
  json = String(zip.get(path))
})
after(() => world.close())

test('a source that is cited stands below the answer, and the number in the text leads to it', () => {
  assert.match(page, /Growth\.<sup class="footnote-ref"><a href="#fn-chat-1-0-1"/)
  assert.match(
    page,
    /<li id="fn-chat-1-0-1"[^>]*><p><a href="https:\/\/a\.example\/x\?b=1"[^>]*>A \[&lt;b&gt;\] \$1\$<\/a>: “it \*grew\*”/,
  )
  assert.match(page, /<code>\[\^1\]<\/code> in code/)
  assert.match(page, /<ul class="links"><li> <a href="https:\/\/listed\.example\/"/)
})

test('a document has its own footnotes, the files it shows and the file it is', () => {
  assert.match(page, /So\.<sup class="footnote-ref"><a href="#fn-chat-1-d1-1"/)
  assert.match(page, /<li id="fn-chat-1-d1-1"[^>]*><p><a href="https:\/\/archive\.example\/"/)
  assert.match(page, /<code>chats\/files\/practice_\w+\/slides\.pdf<\/code>/)
})

test('a picture the text shows by its web address is shown from the dump, attachments say where they are', () => {
  assert.match(page, /<p><button type="button" class="picture"><img src="data:image\/png;base64,[^"]+" alt="chart">/)
  assert.match(page, /plan\.pdf · [^<]*<code>chats\/files\/practice_\w+\/plan\.pdf<\/code>/)
})

test('what was made without a chat, and what the chat works with, is shown', () => {
  assert.match(page, /<h4>a taxi<\/h4><p class="note">[^<]*<code>chats\/files\/practice_\w+\/v\.mp4<\/code>/)
  assert.match(page, /<h4>Taxi<\/h4><button type="button" class="picture"><img src="data:image\/png/)
  assert.match(page, /<a href="https:\/\/source\.example\/"[^>]*>Notebook source<\/a>/)
})

test('the paths in the JSON are those of the dump, and a file that was not sent is named as missing', () => {
  const paths = [...json.matchAll(/"path": "([^"]+)"/g)].map(([, path]) => path)
  const kept = items.filter(item => item.kind === 'chat_file' && item.status === 'complete').map(item => item.path)
  assert.deepEqual(
    paths
      .filter(path => path !== 'files/lost.mp3')
      .map(path => `chats/${path}`)
      .sort(),
    kept.sort(),
  )
  assert.match(json, /!\[\]\(files\/practice_\w+\/c\.png\)/)
  assert.equal(items.find(item => item.path.endsWith('lost.mp3'))?.status, 'missing')
})
