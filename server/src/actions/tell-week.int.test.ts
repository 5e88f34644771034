import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { PNG } from 'pngjs'
import { workOnDelivery } from '../entrypoints/jobs/deliveries-loop.ts'
import { createTelegram } from '../outside/telegram.ts'
import { type BotApi, startBotApi } from '../testing/bot-api.ts'
import { buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../testing/dump-world.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { naughty } from '../testing/naughty.ts'
import { tellWeek } from './tell-week.ts'

const CHAT = -1_001_234_568
/** A Sunday evening in Moscow. */
const clock = fakeClock(new Date('2026-11-22T18:00:00Z'))
let api: BotApi
let world: DumpWorld
before(async () => {
  api = await startBotApi({ pace: false })
  api.meet(CHAT)
  world = await openDumpWorld(
    { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url, ADMIN_CHAT_ID: String(CHAT) },
    { now: clock.now },
  )
  const chief = await buildPerson(world.db, { role: 'admin', locale: 'en' })
  const slot = await buildSlot(world.db, { name: 'GPT Pro', service: 'chatgpt', monthly_cost: 20_000 })
  await buildSlot(world.db, { name: 'Lovable', service: 'lovable', monthly_cost: 5_000 })
  const started_at = new Date('2026-11-18T09:00:00Z')
  const ended_at = new Date('2026-11-18T11:00:00Z')
  await buildSession(world.db, { person: chief, slot, started_at, ended_at, end_reason: 'manual', freed_at: ended_at })
  const denied = { person_id: chief.id, service: 'chatgpt', why: 'slot.taken', at: started_at }
  await world.db.denied.create({ data: denied })
})
after(async () => {
  await world.close()
  await api.close()
})

async function told() {
  const before = api.chat(CHAT).length
  await Promise.all([tellWeek(world.parts), tellWeek(world.parts)])
  while (await workOnDelivery(world.parts, createTelegram(world.parts.config), 'test'));
  clock.pass({ seconds: 2 })
  return api.chat(CHAT).slice(before)
}

test('on Monday at nine the administrators get the week as a picture with its sentences, once', async () => {
  assert.deepEqual(await told(), [])
  clock.pass({ hours: 11, minutes: 59 })
  assert.deepEqual(await told(), [])
  clock.pass({ minutes: 1 })

  const [report, ...others] = await told()

  assert.deepEqual(others, [])
  assert.match(report?.caption ?? '', /^Week of 16.*22 November\nSlots were busy 2% of working hours/)
  assert.match(
    report?.caption ?? '',
    /An hour of GPT Pro cost \$23\.00\.\nNobody took: Lovable\.\nWanted and not had: 1 time/,
  )
  const png = PNG.sync.read(readFileSync(report?.photo?.path ?? ''))
  assert.equal(png.width, 1080)
  assert.ok(png.height > 600 && png.height < 3000)
  clock.pass({ hours: 5 })
  assert.deepEqual(await told(), [])
})

test('a server that was off on Monday tells it on Tuesday, and on Wednesday it is no news', async () => {
  clock.pass({ hours: 7 * 24 + 20 })
  assert.equal((await told()).length, 1)

  clock.pass({ hours: 8 * 24 })
  assert.deepEqual(await told(), [])
})

test('names of slots that look like markup are drawn as they are', async () => {
  for (const [n, name] of naughty
    .filter(text => text.trim() && !text.includes('\0'))
    .slice(0, 60)
    .entries())
    await buildSlot(world.db, { name: name.slice(0, 80).toWellFormed(), service: `s-${n}`, monthly_cost: 100 + n })
  clock.pass({ hours: 5 * 24 })

  const [report] = await told()

  assert.ok(PNG.sync.read(readFileSync(report?.photo?.path ?? '')).height > 1000)
  assert.ok((report?.caption.length ?? 0) <= 1024)
})
