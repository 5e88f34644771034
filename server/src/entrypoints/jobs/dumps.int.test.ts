import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Manifest } from '@taxi/contract/dumps.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { settlePulled } from '../../actions/settle-pulled.ts'
import { chatFolder } from '../../dump/chat-folder.ts'
import { journalFolder, pulledFolder } from '../../dump/folders.ts'
import { type MachineDriver, MachineError } from '../../outside/machine/driver.ts'
import type { Machines } from '../../parts.ts'
import { aChat, type DumpWorld, ONE_PIXEL, openDumpWorld, type SessionLeft } from '../../testing/dump-world.ts'
import { openZip } from '../../testing/open-zip.ts'
import { workOnDump } from './dumps-loop.ts'

let world: DumpWorld
let clock = 0
before(async () => {
  world = await openDumpWorld({}, { now: () => new Date(Date.now() + clock) })
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

const whole: SessionLeft = {
  chats: [
    aChat({
      title: 'Отчёт: <b>ноябрь</b>',
      question: 'Посчитай <script>alert(1)</script>\nи покажи',
      answer:
        'Вот:\n\n```ts\nconst a = "<img onerror=x>"\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![график](files/chart.png)\n\nСумма $x^2$. [плохо](javascript:alert(1)) [хорошо](https://example.com/a?b=1&c=2)',
    }),
  ],
  sealed: {
    tabs: [
      { window: 1, index: 0, url: 'https://example.com/', title: 'Пример', active: true, pinned: false, group: null },
      { window: 1, index: 1, url: 'javascript:alert(2)', title: 'Зло', active: false, pinned: false, group: null },
    ],
    history: [{ at: '2026-11-21T10:01:00.000Z', url: 'https://example.com/page', title: 'Страница' }],
    downloads_seen: [],
  },
  machine: {
    'screenshot.png': ONE_PIXEL,
    'clipboard.txt': 'Скопированный <текст>',
    'downloads/отчёт за ноябрь.txt': 'содержание',
    'downloads/вложено/два.csv': 'a;b',
  },
}
const chatWithPicture = () => {
  const [chat] = whole.chats ?? []
  const image = { path: 'files/chart.png', kind: 'generated' as const, alt: 'график', name: 'chart.png' }
  const turns = chat?.turns.map((turn, n) => (n === 1 ? { ...turn, images: [image] } : turn))
  return { ...whole, chats: [aChat({ ...chat, ...(turns ? { turns } : {}) })] }
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
  assert.ok(page.includes('<a href="https://example.com/a?b=1&amp;c=2" target="_blank"'))
  assert.ok(page.includes('<math'))
  assert.equal(page.match(/<script/g)?.length, 1)
  assert.doesNotMatch(page, /href="javascript:/i)
  assert.match(page, /img src="data:image\/png;base64,/)
  assert.doesNotMatch(page, /(src|href)="(?!data:|https?:|#)/)
  assert.match(page, /default-src 'none'/)
})

test('the page speaks the language of the person', async () => {
  const english = await assembled({ ...whole, person: { name: 'Ann', locale: 'en' } })
  const russian = await assembled(whole)

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
      downloads_seen: [
        { name: '/home/seat/Downloads/video.mp4', url: 'https://e.com/v', bytes: 9, state: 'in_progress' },
      ],
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
  const { manifest } = await assembled({ ...whole, machine: { 'screenshot.png': ONE_PIXEL } })

  assert.deepEqual(
    manifest.items.filter(item => item.kind === 'clipboard' || item.status !== 'complete'),
    [],
  )
})

test('names from outside neither climb nor clash', async () => {
  const { files, manifest } = await assembled({
    ...whole,
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
  const left = await world.left(whole)
  const broken = chatFolder(world.parts.config, left.session.id, 'practice', 'broken')
  mkdirSync(broken, { recursive: true })
  writeFileSync(join(broken, 'chat.json'), '{"half": ')
  await work()

  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'kept')
  const items = row.items as { path: string; status: string; why?: string }[]
  assert.deepEqual(
    items.filter(item => item.status !== 'complete').map(item => item.why),
    ['the export could not be read', 'the export could not be read'],
  )
})

test('120 MB of downloads make three zips that each open alone and stay within 49 MiB; memory stays flat', async () => {
  const file = () => randomBytes(20 * 1024 * 1024)
  const machine = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`downloads/видео ${n}.mp4`, file()]))
  const left = await world.left({ ...whole, machine: { ...machine, 'screenshot.png': ONE_PIXEL } })
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
    ...whole,
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

/** Machines of which every one behaves like this. */
function machinesWith(change: (driver: MachineDriver) => Partial<MachineDriver>): Machines {
  return {
    async driver(id) {
      const real = await world.parts.machines.driver(id)
      return { ...real, ...change(real) }
    },
    async close() {},
  }
}
const gone = () => Promise.reject(new MachineError('sealed', 'no answer', true))

test('a fetch that is cut goes on where it stopped', async () => {
  const body = randomBytes(3 * 1024 * 1024)
  const left = await world.left({ ...whole, machine: { 'screenshot.png': ONE_PIXEL, 'downloads/a.bin': body } })
  const offsets: number[] = []
  let cuts = 0
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset = 0) {
      if (path === 'downloads/a.bin') offsets.push(offset)
      let sent = 0
      for await (const chunk of real.fetch(session, path, offset)) {
        yield chunk
        sent += chunk.length
        if (path === 'downloads/a.bin' && cuts < 2 && sent > 500_000) {
          cuts += 1
          throw new MachineError('fetch', 'the line was cut', true)
        }
      }
    },
  }))

  for (let n = 0; n < 3; n += 1) {
    await work({ ...world.parts, machines })
    clock += 60_000
  }
  await work()

  assert.equal(offsets.length, 3)
  assert.ok(offsets[0] === 0 && (offsets[1] ?? 0) >= 500_000 && (offsets[2] ?? 0) > (offsets[1] ?? 0))
  const items = (await rowOf(left.dump.id)).items as { path: string; status: string; sha256: string }[]
  const item = items.find(entry => entry.path === 'downloads/a.bin')
  assert.equal(item?.status, 'complete')
  assert.equal(item?.sha256, createHash('sha256').update(body).digest('hex'))
})

test('what arrives other than it was sealed is fetched once more, then kept and called partial', async () => {
  const left = await world.left({ ...whole, machine: { 'screenshot.png': ONE_PIXEL, 'downloads/a.txt': 'as sealed' } })
  let fetched = 0
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset) {
      if (path !== 'downloads/a.txt') return yield* real.fetch(session, path, offset)
      fetched += 1
      yield Buffer.from('something else')
    },
  }))

  await work({ ...world.parts, machines })

  const items = (await rowOf(left.dump.id)).items as { path: string; status: string; why?: string }[]
  const item = items.find(entry => entry.path === 'downloads/a.txt')
  assert.equal(fetched, 2)
  assert.deepEqual([item?.status, item?.why], ['partial', 'it changed while it was copied'])
})

test('a machine that is down is asked again when it is back', async () => {
  const left = await world.left(whole)

  await work({ ...world.parts, machines: machinesWith(() => ({ sealed: gone })) })
  const waiting = await rowOf(left.dump.id)
  clock += 120_000
  await work()

  assert.equal(waiting.state, 'pulling')
  assert.match(waiting.last_error ?? '', /no answer/)
  assert.ok((waiting.not_before?.getTime() ?? 0) > Date.now() - 1000)
  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'kept')
  assert.deepEqual(
    (row.items as { status: string }[]).filter(item => item.status !== 'complete'),
    [],
  )
})

test('chats that are here do not wait for a machine that is down; what it holds follows when it is back', async () => {
  const left = await world.left(whole)
  const silent = { ...world.parts, machines: machinesWith(() => ({ sealed: gone })) }
  for (let n = 0; n < 5; n += 1) {
    await work(silent)
    clock += 10_000
  }

  const first = await rowOf(left.dump.id)
  assert.equal(first.state, 'kept')
  const items = first.items as { path: string; status: string; why?: string }[]
  assert.ok(items.some(item => item.path.endsWith('.md') && item.status === 'complete'))
  assert.match(items.find(item => item.path === 'downloads/отчёт за ноябрь.txt')?.why ?? '', /machine is down/)
  await settlePulled(world.parts)
  assert.ok(existsSync(join(world.dataDir, 'machines', left.machineId, 'sealed', left.session.id)))

  clock += 10 * 60_000
  await work()

  const whole_ = await rowOf(left.dump.id)
  assert.equal(whole_.state, 'kept')
  assert.equal(whole_.not_before, null)
  assert.deepEqual(
    (whole_.items as { status: string }[]).filter(item => item.status !== 'complete'),
    [],
  )
  assert.equal(existsSync(join(world.dataDir, 'machines', left.machineId, 'sealed', left.session.id)), false)
})

test('what was fetched before the machine went silent for good is in the dump', async () => {
  const left = await world.left(whole)
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset) {
      if (path.endsWith('.csv')) throw new MachineError('fetch', 'the line was cut', true)
      yield* real.fetch(session, path, offset)
    },
  }))
  await work({ ...world.parts, machines })
  await world.db.dumps.update({ where: { id: left.dump.id }, data: { deadline: new Date(Date.now() + clock) } })
  clock += 60_000
  await work({ ...world.parts, machines: machinesWith(() => ({ sealed: gone })) })

  const items = (await rowOf(left.dump.id)).items as { path: string; status: string }[]
  assert.deepEqual(
    items.filter(item => item.status === 'missing').map(item => item.path),
    ['downloads/вложено/два.csv'],
  )
})

test('after the deadline the dump goes on without the machine and names what it had', async () => {
  const left = await world.left(whole)
  await world.db.dumps.update({ where: { id: left.dump.id }, data: { deadline: new Date(Date.now() + clock - 1) } })

  await work({ ...world.parts, machines: machinesWith(() => ({ sealed: gone })) })

  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'kept')
  const items = row.items as { path: string; status: string; why?: string }[]
  const missing = items.filter(item => item.status === 'missing')
  assert.deepEqual(missing.map(item => item.path).toSorted(), [
    'clipboard.txt',
    'downloads/вложено/два.csv',
    'downloads/отчёт за ноябрь.txt',
    'screenshot.png',
  ])
  assert.ok(missing.every(item => item.why === 'the machine did not answer until the deadline'))
  assert.ok(items.some(item => item.path.endsWith('.md') && item.status === 'complete'))
})

test('once a dump is finished the machine forgets, and the second copies here go', async () => {
  const left = await world.left(whole)
  const sealed = join(world.dataDir, 'machines', left.machineId, 'sealed', left.session.id)
  assert.ok(existsSync(sealed))
  await work()

  assert.equal(existsSync(sealed), false)
  assert.equal(existsSync(pulledFolder(world.parts.config, left.dump.id)), false)
  assert.equal(existsSync(journalFolder(world.parts.config, left.session.id)), false)
  assert.deepEqual(readdirSync(left.folder).length, 2)
})

test('a machine that is down when it should forget is told later', async () => {
  const left = await world.left(whole)
  const machines = machinesWith(() => ({ forget: gone }))
  await work({ ...world.parts, machines })
  assert.ok(existsSync(pulledFolder(world.parts.config, left.dump.id)))

  await settlePulled(world.parts)

  assert.equal(existsSync(pulledFolder(world.parts.config, left.dump.id)), false)
})

test('a dump whose worker died is taken up by the next once its lease is over', async () => {
  const left = await world.left(whole)
  await world.db.dumps.update({
    where: { id: left.dump.id },
    data: { lease_owner: 'dead', lease_until: new Date(Date.now() + clock + 10_000), attempts: 1 },
  })

  await work()
  assert.equal((await rowOf(left.dump.id)).state, 'pulling')
  clock += 11_000
  await work()

  assert.equal((await rowOf(left.dump.id)).state, 'kept')
})

test('too little disk puts pulling off and leaves nothing half-written', async () => {
  const left = await world.left(whole)
  const config = { ...world.parts.config, DISK_FLOOR_MB: 1_000_000 }
  await work({ ...world.parts, config })

  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'pulling')
  assert.match(row.last_error ?? '', /too little free disk/)
  clock += 120_000
  await work()
  assert.equal((await rowOf(left.dump.id)).state, 'kept')
})

test('after its days a dump is gone: files, content and folders that belong to nobody', async () => {
  const left = await world.left(whole)
  await work()
  const orphan = join(world.dataDir, 'dumps', '00000000-0000-4000-8000-000000000000')
  mkdirSync(orphan, { recursive: true })

  clock += 15 * 24 * 3600_000
  await expireDumps(world.parts)

  const row = await rowOf(left.dump.id)
  assert.deepEqual([row.state, row.items, row.parts, row.sealed], ['expired', [], [], {}])
  assert.equal(existsSync(left.folder), false)
  assert.equal(existsSync(orphan), false)
})
