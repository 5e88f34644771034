import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { openZip } from '../open-zip.ts'
import { until } from '../until.ts'
import type { CrashWorld, Rider } from './crash-world.ts'

/** How soon after a restart everything must be as if nothing had happened. */
const AFTER_RESTART_MS = 30_000

/** The seat is free, exactly one dump came to its owner and to nobody else, whole, and no secret was told. */
export async function assertEndsWhole(world: CrashWorld, rider: Rider, withinMs = AFTER_RESTART_MS): Promise<void> {
  const { db, api } = world
  const row = () => db.sessions.findUniqueOrThrow({ where: { id: rider.sessionId }, include: { dump: true } })
  await until(
    `the dump of ${rider.person.name} is delivered and the seat is free`,
    async () => {
      const { freed_at, dump } = await row()
      return freed_at && dump?.state === 'delivered'
    },
    withinMs,
  ).catch(async error => {
    throw new Error(`${error.message}: ${inspect(await row())}\n${world.printed()}`)
  })

  const { dump, end_reason } = await row()
  assert.equal(end_reason, 'manual')
  const parts = dump?.parts as { name: string; sha256: string }[]
  const shown = api.documents(rider.user).map(message => message.document?.sha256 ?? '')
  assert.deepEqual(shown.toSorted(), parts.map(part => part.sha256).toSorted(), 'each file exactly once')
  const stray = api.chat(rider.user).filter(message => !message.document)
  assert.ok(stray.length <= 1 && stray.every(({ text }) => text.includes(dump?.id.slice(0, 8) ?? '')), 'stray lines')
  await assertHoldsEverything(world, rider)
  await assertOutboxSettled(world, rider)
  assert.ok(!world.printed().includes(api.token.slice(-20)), 'the bot’s token stands in no log line')
}

async function assertHoldsEverything({ api }: CrashWorld, { user, chats, downloads }: Rider): Promise<void> {
  const files = new Map<string, Buffer>()
  for (const { document } of api.documents(user))
    if (document?.name.endsWith('.zip')) for (const [path, body] of await openZip(document.path)) files.set(path, body)
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '{}')
  const lacking = manifest.items.filter((item: { status: string; path: string }) => item.status !== 'complete')
  // A dry machine has no screen to take a picture of.
  const screen = (item: { path: string }) => item.path === 'screenshot.png' || item.path === 'clipboard.txt'
  assert.deepEqual(
    lacking.filter((item: { path: string }) => !screen(item)),
    [],
    'nothing is missing',
  )
  assert.equal([...files.keys()].filter(path => /^chats\/[^/]+\.md$/.test(path)).length, chats.length)
  for (const [name, body] of Object.entries(downloads))
    assert.equal(sumOf(files.get(`downloads/${name}`)), sumOf(body), name)
}

const sumOf = (body: Buffer | undefined) =>
  createHash('sha256')
    .update(body ?? '')
    .digest('hex')

async function assertOutboxSettled({ db }: CrashWorld, { person }: Rider): Promise<void> {
  const rows = await db.deliveries.findMany({ where: { person_id: person.id, kind: 'dump_part' } })
  assert.ok(rows.every(row => row.state === 'sent' && row.lease_owner === null))
  assert.equal(new Set(rows.map(row => row.tg_message_id)).size, rows.length)
}
