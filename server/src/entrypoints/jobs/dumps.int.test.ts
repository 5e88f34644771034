import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Manifest } from '@taxi/contract/dumps.ts'
import { chatFolder } from '../../dump/chat-folder.ts'
import {
  aChat,
  type DumpWorld,
  leftOfEverything,
  ONE_PIXEL,
  openDumpWorld,
  type SessionLeft,
} from '../../testing/dump-world.ts'
import { openZip } from '../../testing/open-zip.ts'
import { workOnDump } from './dumps-loop.ts'

let world: DumpWorld
before(async () => {
  world = await openDumpWorld()
})
after(() => world.close())

const rowOf = (id: string) => world.db.dumps.findUniqueOrThrow({ where: { id } })

/** Everything that is due now is done. */
async function work(parts = world.parts): Promise<void> {
  while (await workOnDump(parts, 'test'));
}

async function assembled(left: SessionLeft) {
  const session = await world.left(left)
  await work()
  const row = await rowOf(session.dump.id)
  const names = (row.parts as { name: string }[]).map(part => part.name)
  const files = new Map<string, Buffer>()
  for (const name of names.filter(name => name.endsWith('.zip')))
    for (const [path, body] of await openZip(join(session.folder, name))) files.set(path, body)
  const manifest = Manifest.parse(JSON.parse(files.get('manifest.json')?.toString() ?? '{}'))
  const page = readFileSync(join(session.folder, 'index.html'), 'utf8')
  return { ...session, row, names, files, manifest, page }
}

const chatWithPicture = () => {
  const [chat] = leftOfEverything.chats ?? []
  const image = { path: 'files/chart.png', kind: 'generated' as const, alt: 'график', name: 'chart.png' }
  const turns = chat?.turns.map((turn, n) => (n === 1 ? { ...turn, images: [image] } : turn))
  return { ...leftOfEverything, chats: [aChat({ ...chat, ...(turns ? { turns } : {}) })] }
}

test('a dump holds everything the session left, and its manifest says so', async () => {
  const { manifest, files, names, row } = await assembled(chatWithPicture())

  assert.equal(row.state, 'kept')
  assert.match(names.join(' '), /^index\.html dump-ppx-\w+-\d{4}-\d\d-\d\d-\d{4}-\w{8}-1of1\.zip$/)
  assert.deepEqual(
    manifest.items.filter(item => item.status !== 'complete'),
    [],
  )
  for (const item of manifest.items) {
    const body = files.get(item.path)
    assert.ok(body, item.path)
    assert.equal(createHash('sha256').update(body).digest('hex'), item.sha256, item.path)
    assert.equal(body.length, item.bytes)
  }
  assert.equal(files.size, manifest.items.length + 1)
  const paths = [...files.keys()]
  assert.ok(paths.includes('downloads/отчёт за ноябрь.txt'))
  assert.ok(paths.includes('downloads/вложено/два.csv'))
  assert.ok(paths.some(path => /^chats\/\d{4}-\d\d-\d\d_practice_Отчёт_-_b_ноябрь__b__\w+\.md$/.test(path)))
  assert.ok(paths.some(path => /^chats\/files\/practice_\w+\/chart\.png$/.test(path)))
  assert.ok(paths.some(path => path.startsWith('chats/raw/')))
  assert.deepEqual(
    manifest.parts.flatMap(part => part.items).toSorted(),
    manifest.items.map(item => item.path).toSorted(),
  )
})

test('links to files in Markdown and JSON lead to where the files lie in the dump', async () => {
  const { files } = await assembled(chatWithPicture())

  const markdown = [...files].find(([path]) => path.endsWith('.md') && path.startsWith('chats/'))?.[1].toString() ?? ''
  const [, link = ''] = /!\[график\]\(([^)]+)\)/.exec(markdown) ?? []
  assert.ok(files.has(`chats/${link}`), link)
  const json = [...files].find(([path]) => /^chats\/[^/]+\.json$/.test(path))?.[1].toString() ?? '{}'
  assert.equal(JSON.parse(json).turns[1].images[0].path, link)
})

test('the page shows what was said and lets nothing of it run', async () => {
  const { page } = await assembled(chatWithPicture())

  assert.ok(page.includes('Посчитай &lt;script&gt;alert(1)&lt;/script&gt;'))
  assert.ok(page.includes('Отчёт: &lt;b&gt;ноябрь&lt;/b&gt;'))
  assert.ok(page.includes('&lt;img onerror=x&gt;'))
  assert.ok(page.includes('Скопированный &lt;текст&gt;'))
  assert.match(page, /Выделено на экране.*Выделенный &lt;текст&gt;/s)
  assert.ok(page.includes('<a href="https://example.com/a?b=1&amp;c=2" target="_blank"'))
  assert.ok(page.includes('<math'))
  assert.equal(page.match(/<script/g)?.length, 1)
  assert.doesNotMatch(page, /href="javascript:/i)
  assert.match(page, /img src="data:image\/png;base64,/)
  assert.doesNotMatch(page, /(src|href)="(?!data:|https?:|#)/)
  assert.match(page, /default-src 'none'/)
})

test('the page speaks the language of the person', async () => {
  const english = await assembled({ ...leftOfEverything, person: { name: 'Ann', locale: 'en' } })
  const russian = await assembled(leftOfEverything)

  for (const said of ['<html lang="en">', 'you released the slot', 'Contents', '75 minutes'])
    assert.ok(english.page.includes(said), said)
  for (const said of ['<html lang="ru">', 'вы освободили слот', 'Содержание', '75 минут'])
    assert.ok(russian.page.includes(said), said)
})

test('what was expected and is not there is named with the reason', async () => {
  const { manifest, page, row } = await assembled({
    sealed: {
      why: { tabs: 'no answer within 3 s', finish: 'no companion is connected', seal_screen: 'the machine is gone' },
      chats: [],
      downloads_seen: [{ name: 'Downloads/video.mp4', url: 'https://e.com/v', bytes: 9, state: 'in_progress' }],
    },
  })

  const lacking = Object.fromEntries(manifest.items.map(item => [item.path, `${item.status}: ${item.why}`]))
  assert.equal(lacking['tabs.json'], 'missing: no answer within 3 s')
  assert.equal(lacking['tabs.md'], 'missing: no companion is connected')
  assert.equal(lacking['screenshot.png'], 'missing: the machine is gone')
  assert.equal(lacking['clipboard.txt'], 'missing: the machine is gone')
  assert.equal(lacking['downloads/video.mp4'], 'missing: the download did not come to its end')
  assert.ok(page.includes('Чего не хватает'))
  assert.equal(row.state, 'kept')
})

test('a chat that was touched and never exported is named, one without the last export is partial', async () => {
  const exported = aChat({ title: 'Начатый' })
  const left = await world.left({ chats: [exported], sealed: { why: { finish: 'no answer' }, tabs: [], history: [] } })
  const at = new Date()
  await world.db.chats.create({
    data: {
      session_id: left.session.id,
      service: 'practice',
      chat_id: 'lost-1',
      url: 'https://e.com',
      title: 'Потерян',
      first_seen: at,
      last_seen: at,
    },
  })
  await work()

  const items = (await rowOf(left.dump.id)).items as { path: string; status: string; why?: string; kind: string }[]
  const chats = items.filter(item => item.kind === 'chat' && item.path.endsWith('.md'))
  assert.deepEqual(
    chats.map(chat => [chat.path.split('_')[2], chat.status, chat.why]),
    [
      ['Начатый', 'partial', 'the companion did not answer at the end'],
      ['Потерян', 'missing', 'no answer'],
    ],
  )
})

test('an empty clipboard is nothing that lacks', async () => {
  const { manifest } = await assembled({ ...leftOfEverything, machine: { 'screenshot.png': ONE_PIXEL } })

  assert.deepEqual(
    manifest.items.filter(item => item.kind === 'clipboard' || item.status !== 'complete'),
    [],
  )
})

test('names from outside neither climb nor clash', async () => {
  const { files, manifest } = await assembled({
    ...leftOfEverything,
    machine: {
      'screenshot.png': ONE_PIXEL,
      'downloads/a.txt': '1',
      'downloads/A.txt': '2',
      [`downloads/${'длинное'.repeat(14)}.txt`]: '3',
      'downloads/что?:"<>|.txt': '4',
    },
  })

  const downloads = manifest.items.filter(item => item.kind === 'download').map(item => item.path)
  assert.equal(downloads.length, 4)
  assert.equal(new Set(downloads.map(path => path.toLowerCase())).size, 4)
  assert.ok(downloads.includes('downloads/что______.txt'))
  for (const path of files.keys()) assert.doesNotMatch(path, /(^|\/)\.\.(\/|$)|^\/|\\/)
})

test('a journal that cannot be read spoils nothing else', async () => {
  const left = await world.left(leftOfEverything)
  const broken = chatFolder(world.parts.config, left.session.id, 'practice', 'broken')
  mkdirSync(broken, { recursive: true })
  writeFileSync(join(broken, 'chat.json'), '{"half": ')
  const seen = { first_seen: left.session.started_at, last_seen: left.session.started_at, sent_messages: 1 }
  const named = { service: 'practice', chat_id: 'broken', title: 'Половина', url: 'https://practice.example/c/broken' }
  await world.db.chats.create({ data: { session_id: left.session.id, ...named, ...seen } })
  await work()

  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'kept')
  const items = row.items as { path: string; status: string; why?: string }[]
  assert.deepEqual(
    items.filter(item => item.status !== 'complete').map(item => item.why),
    ['the export could not be read', 'the export could not be read'],
  )
  // As the chat it is, once.
  assert.equal(items.filter(item => item.path.includes('Половина') && item.status === 'partial').length, 2)
})

test('120 MB of downloads make three zips that each open alone and stay within 49 MiB; memory stays flat', async () => {
  const file = () => randomBytes(20 * 1024 * 1024)
  const machine = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`downloads/видео ${n}.mp4`, file()]))
  const left = await world.left({ ...leftOfEverything, machine: { ...machine, 'screenshot.png': ONE_PIXEL } })
  for (const name of Object.keys(machine)) delete machine[name]
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  await work()
  clearInterval(watch)

  const parts = (await rowOf(left.dump.id)).parts as { name: string; bytes: number; sha256: string }[]
  const zips = parts.filter(part => part.name.endsWith('.zip'))
  assert.equal(zips.length, 3)
  for (const { name, bytes, sha256 } of zips) {
    assert.ok(bytes <= 49 * 1024 * 1024)
    const body = readFileSync(join(left.folder, name))
    assert.equal(createHash('sha256').update(body).digest('hex'), sha256)
    assert.ok((await openZip(join(left.folder, name))).size > 0)
  }
  assert.ok(most - before < 64 * 1024 * 1024, `grew by ${(most - before) >> 20} MiB`)
})

test('a file too large for Telegram has a zip of its own and the page says where it is', async () => {
  const { page, names, manifest } = await assembled({
    ...leftOfEverything,
    machine: {
      'screenshot.png': ONE_PIXEL,
      'downloads/big.mp4': randomBytes(50 * 1024 * 1024),
      'downloads/a.txt': 'a',
    },
  })

  assert.equal(names.length, 3)
  assert.deepEqual(manifest.parts.at(-1)?.items, ['downloads/big.mp4'])
  assert.ok(page.includes('слишком большой для Telegram'))
})
