import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@taxi/contract/client.ts'
import { linkTelegram } from '../ride/link-telegram.ts'
import { sitDown } from '../ride/sit-down.ts'
import { openWorld, until, type World } from '../ride/world.ts'
import { createTelegram } from '../server/src/outside/telegram.ts'
import { type BotApi, startBotApi } from '../server/src/testing/bot-api.ts'
import { type Bench, type Figure, quantile } from './figure.ts'

const PHONE = 5_550_004
const ROUNDS = 5
/** A question and its answer are two. */
const TURNS = 60
const FILE_BYTES = 5_000_000
const LOOK_MS = 10
const PATIENCE_MS = 60_000

/** From the press on Release: until the slot is free, and until what was made is on the phone. A real machine and browser. */
export const release: Bench = async ({ keep, say }) => {
  const opening = openWorld({ REQUESTS_PER_SECOND: '100000' })
  keep({
    close: () =>
      opening.then(
        world => world.close(),
        () => null,
      ),
  })
  const world = await opening
  const client = await world.asAdmin()
  await linkTelegram(world, client, PHONE)

  const nothing: number[] = []
  const chat: number[] = []
  const file: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    nothing.push((await turn(world, client)).free)
    chat.push((await turn(world, client, { turns: TURNS })).free)
    file.push((await turn(world, client, { bytes: FILE_BYTES })).delivered)
    say(`  ${nothing.at(-1)} ms, ${chat.at(-1)} ms, ${file.at(-1)} ms`)
  }
  const upload = await plainUpload(keep)
  return [
    figure('release to slot free, nothing to export', nothing, 4_000),
    figure(`release to slot free, one chat of ${TURNS} turns`, chat, 6_000),
    {
      ...figure('release to page and zip on the phone, a download of 5 MB', file, 8_000),
      yardstick: { what: 'one plain upload of that file', value: upload },
    },
  ]
}

function figure(what: string, values: number[], target: number): Figure {
  const value = quantile(values, 0.95)
  const seen = `95th percentile of ${values.join(', ')}`
  return {
    bench: 'release',
    what,
    value,
    unit: 'ms',
    yardstick: null,
    target: `<= ${target}`,
    ok: value <= target,
    seen,
  }
}

/** Somebody sits down, leaves this behind, and releases. */
async function turn(world: World, client: Client, { turns = 0, bytes = 0 } = {}) {
  const seat = await sitDown(world, client)
  for (let n = 0; n < turns / 2; n += 1) await seat.write(`line ${n} of ${seat.sessionId.slice(0, 8)}`)
  if (bytes) writeFileSync(join(world.dataDir, 'machines/local/home/Downloads/film.mp4'), randomBytes(bytes))
  const documents = () => world.botApi.documents(PHONE).length
  const before = documents()
  const began = performance.now()
  const passed = () => Math.round(performance.now() - began)
  await client.call('release', { params: { id: 'demo-1' } })
  const free = soon(async () => (await client.call('slot', { params: { id: 'demo-1' } })).state === 'free').then(passed)
  const delivered = soon(async () => documents() >= before + 2).then(passed)
  const times = { free: await free, delivered: await delivered }
  await until('the dump is done', async () => (await client.call('sessions'))[0]?.dump?.state === 'delivered')
  return times
}

async function soon(look: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  while (!(await look())) {
    if (performance.now() > until) throw new Error('nothing came of the release within a minute')
    await new Promise(resolve => setTimeout(resolve, LOOK_MS))
  }
}

async function plainUpload(keep: Parameters<Bench>[0]['keep']): Promise<number> {
  const api: BotApi = keep(await startBotApi())
  const telegram = createTelegram({ TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url })
  api.meet(PHONE)
  const folder = mkdtempSync(join(tmpdir(), 'taxi-bench-release-'))
  keep({ close: () => rmSync(folder, { recursive: true, force: true }) })
  const path = join(folder, 'film.mp4')
  writeFileSync(path, randomBytes(FILE_BYTES))
  const began = performance.now()
  await telegram.sendDocument(PHONE, { path, name: 'film.mp4', caption: '' })
  return Math.round(performance.now() - began)
}
