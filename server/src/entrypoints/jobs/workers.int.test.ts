import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Manifest } from '@taxi/contract/dumps.ts'
import { pino } from 'pino'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { aChat, type DumpWorld, ONE_PIXEL, openDumpWorld } from '../../testing/dump-world.ts'
import { openZip } from '../../testing/open-zip.ts'
import { startWorkers } from './workers.ts'

let api: BotApi
let world: DumpWorld
const running = new Set<ChildProcess>()

before(async () => {
  api = await startBotApi()
  world = await openDumpWorld({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url })
})
after(async () => {
  for (const child of running) child.kill('SIGKILL')
  await world.close()
  await api.close()
})

function start(): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../testing/workers-process.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: world.database.url,
      TAXI_DATA_DIR: world.dataDir,
      TELEGRAM_BOT_TOKEN: api.token,
      TELEGRAM_API_BASE: api.url,
      DISK_FLOOR_MB: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

test('killed in mid-assembly and again in mid-sending, the dump still arrives once, whole', async () => {
  const user = 71_001
  api.meet(user)
  // Text that takes a while to compress.
  const long = Buffer.alloc(40 * 1024 * 1024, 'строка за строкой, одна другой длиннее\n')
  const { dump, folder, session } = await world.left({
    person: { telegram_id: BigInt(user) },
    chats: [aChat()],
    sealed: { tabs: [], history: [] },
    machine: { 'screenshot.png': ONE_PIXEL, 'downloads/a.txt': long, 'downloads/b.txt': long },
  })

  const first = start()
  await api.waitFor(() => existsSync(join(folder, 'work')), 30_000)
  await killed(first)
  const half = await world.db.dumps.findUniqueOrThrow({ where: { id: dump.id } })
  assert.equal(half.state, 'assembling')
  assert.equal(existsSync(join(folder, 'index.html')), false)

  api.fail('editMessageMedia', { slow: 5_000 })
  const second = start()
  await api.waitFor(() => api.calls.some(call => call.method === 'editMessageMedia'), 60_000)
  await killed(second)

  const third = start()
  await api.waitFor(
    async () => (await world.db.dumps.findUniqueOrThrow({ where: { id: dump.id } })).state === 'delivered',
    60_000,
  )
  third.kill('SIGTERM')
  await once(third, 'exit')

  const names = api.documents(user).map(message => message.document?.name ?? '')
  assert.equal(names.filter(name => name.endsWith('.html')).length, 1)
  assert.equal(new Set(names).size, names.length)
  assert.equal(api.chat(user).filter(message => !message.document).length, 0)
  const paths = new Set<string>()
  for (const message of api.documents(user).filter(message => message.document?.name.endsWith('.zip')))
    for (const [path, body] of await openZip(message.document?.path ?? '')) {
      paths.add(path)
      if (path === 'manifest.json') Manifest.parse(JSON.parse(body.toString()))
    }
  assert.ok(paths.has('manifest.json') && paths.has('downloads/a.txt') && paths.has('downloads/b.txt'))
  assert.equal((await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })).dump_sent, true)
  assert.ok(readFileSync(join(folder, 'index.html')).length > 0)
})

test('a worker thread that crashes is started again; one that does not listen cannot hold up the end', async () => {
  const crashed = join(world.dataDir, 'crashed')
  const path = join(world.dataDir, 'stubborn.ts')
  writeFileSync(
    path,
    `import { existsSync, writeFileSync } from 'node:fs'
     const again = existsSync(${JSON.stringify(crashed)})
     writeFileSync(${JSON.stringify(crashed)}, again ? 'started again' : 'once')
     if (!again) throw new Error('boom')
     setInterval(() => {}, 1000)`,
  )
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) })
  const workers = await startWorkers({ ...world.parts, log }, [{ name: 'stubborn', path }])
  try {
    await api.waitFor(() => existsSync(crashed) && readFileSync(crashed, 'utf8') === 'started again')
  } finally {
    const began = Date.now()
    await workers.close()
    assert.ok(Date.now() - began < 12_000)
  }
  assert.ok(logged.some(line => line.includes('a worker crashed') && line.includes('boom')))
})

test('a dump is worked on as soon as it is told of, without waiting for the slow look', async () => {
  const workers = await startWorkers(world.parts)
  after(() => workers.close())
  await new Promise(resolve => setTimeout(resolve, 1_500))
  const { dump } = await world.left({ chats: [aChat()] })

  const began = Date.now()
  await world.parts.change(tx => tx.announce({ about: 'wake', id: 'dumps' }))
  await api.waitFor(
    async () => (await world.db.dumps.findUniqueOrThrow({ where: { id: dump.id } })).state === 'kept',
    20_000,
  )

  assert.ok(Date.now() - began < 5_000)
})
