import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { strokesOf } from '../../../../portal/src/desk/typed-text.ts'
import { type Guacd, startGuacd } from '../../outside/guacd-process.ts'
import { signal } from '../../outside/process.ts'
import { eventually } from '../../testing/companion-world.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import type { GuacClient } from '../../testing/guac-client.ts'
import { openField, type ScreenField } from '../../testing/screen-field.ts'
import { stopwatch } from '../../testing/stopwatch.ts'
import { startTestScreen, type TestScreen } from '../../testing/test-screen.ts'

const log = pino({ level: 'silent' })
const folder = mkdtempSync(join(tmpdir(), 'taxi-real-screen-'))
let guacd: Guacd
let screen: TestScreen
let field: ScreenField
let world: DeskWorld

before(async () => {
  guacd = await startGuacd({ GUACD: '', dataDir: folder }, log)
  screen = await startTestScreen()
  field = await openField(screen)
  world = await openDeskWorld({ screen: screen.driver, guacd })
})
after(async () => {
  await world?.close()
  await field?.close()
  await screen?.close()
  await guacd?.close()
  rmSync(folder, { recursive: true, force: true })
})

function type(client: GuacClient, text: string): void {
  for (const { keysym, pressed } of [...strokesOf(text)].flat()) client.send('key', keysym, pressed ? 1 : 0)
}

/** Without a goodbye guacd would hold the screen for another 15 s; with one it lets go when it looks up, once a second. */
const letGo = () => eventually(() => screen.connections() === 0, 8_000)

test('the first picture of a real screen comes, and a key changes the picture', async () => {
  const { client } = await world.open()
  await client.picture()
  await sleep(300)
  const before_ = client.heard.length

  type(client, 'w')

  await field.holds('w')
  for (
    let waited = 0;
    waited < 3000 && !client.heard.slice(before_).some(({ opcode }) => opcode === 'img');
    waited += 20
  )
    await sleep(20)
  assert.ok(client.heard.slice(before_).some(({ opcode }) => opcode === 'img'))
  await field.clear()
  client.close()
})

test('Russian, typography and code typed at full speed arrive to the last letter', async () => {
  const { client } = await world.open()
  await client.picture()
  const text =
    'Съешь же ещё этих мягких французских булок, да выпей чаю. ЁЖ и ёлка — «кавычки», „лапки“, №1, 100 €, 5 ₽…\n' +
    'const ответ = { "ключ": [1, 2], путь: `C:\\\\data` } // 50% <b>@#$^&*()_+-=|~?</b>\n'.repeat(3) +
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя ABCxyz'

  type(client, text)

  await field.holds(text)
  await field.clear()
  client.close()
})

test('twenty people open their desks at the same instant and all of them see the screen', async () => {
  // In the product each has a machine, and a password, of their own.
  const open = await startTestScreen({ isLocked: false })
  const crowded = await openDeskWorld({ screen: open.driver, guacd })
  try {
    const desks = await Promise.all(Array.from({ length: 20 }, () => crowded.open()))

    const results = await Promise.allSettled(desks.map(({ client }) => client.picture(20_000)))

    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 20)
  } finally {
    await crowded.close()
    await open.close()
  }
})

test('whoever only watches sees the screen over the owner’s connection and cannot type', async () => {
  const { session, client } = await world.open()
  await client.picture()
  const admin = await world.person('Boris')
  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()
  assert.equal(screen.connections(), 1)

  type(watcher, 'nobody')
  await sleep(300)
  type(client, 'me')

  await field.holds('me')
  await field.clear()
  client.close()
  watcher.close()
  await letGo()
})

test('an ended session is dark within a second, and the machine’s screen is let go of', async () => {
  const { session, client } = await world.open()
  const admin = await world.person('Boris')
  // One came before the owner and has a connection of their own, one joined the owner's.
  const early = world.knock(session, await world.pass(session, admin.id))
  await Promise.all([client.picture(), early.picture()])
  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()
  const sinceThen = stopwatch()

  world.desks.close(session.id, 523, 'kicked')

  assert.equal((await client.closed).reason, '523')
  for (const looking of [early, watcher]) assert.equal((await looking.closed).reason, '523')
  const ms = sinceThen()
  assert.ok(ms < 1_000, `${Math.round(ms)} ms`)
  await letGo()
})

test('a page that was closed lets go of the screen at once, its watcher too', async () => {
  const { session, client } = await world.open()
  await client.picture()
  const admin = await world.person('Boris')
  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()

  client.close()

  await letGo()
  assert.equal((await watcher.closed).reason, '518')
})

test('after guacd was killed the page is told, and coming back shows the same screen', async () => {
  const { session, person, client } = await world.open()
  await client.picture()
  type(client, 'before ')
  await field.holds('before ')
  const [address] = guacd.addresses()
  const { execFileSync } = await import('node:child_process')
  const listener = execFileSync('ss', ['-Hltnp', `( sport = :${address?.port} )`], { encoding: 'utf8' })
  for (const [, pid] of listener.matchAll(/pid=(\d+)/g)) signal(Number(pid), 'SIGKILL')

  assert.deepEqual((await client.wait('error')).args, ['guacd_away', '520'])
  const again = world.knock(session, await world.pass(session, person.id))
  await again.picture(20_000)
  type(again, 'and after')

  await field.holds('before and after')
  await field.clear()
  again.close()
})

test('a screen that dies tells the page that it is the machine; coming back shows the one that took its place', async () => {
  const doomed = await startTestScreen()
  let current = doomed.driver
  const driver = { screen: () => current.screen(), password: (secret: string) => current.password(secret) }
  const elsewhere = await openDeskWorld({ screen: driver, guacd })
  try {
    const { client, session, person } = await elsewhere.open()
    await client.picture(20_000)

    await doomed.close()

    assert.equal((await client.wait('error')).args[0], 'machine_away')
    assert.match((await client.closed).reason, /^51[59]$/)
    current = screen.driver
    const again = elsewhere.knock(session, await elsewhere.pass(session, person.id))
    await again.picture(20_000)
    again.close()
  } finally {
    await elsewhere.close()
  }
})

test('a screen whose password was changed by others is opened with a new one', async () => {
  const { session, person, client } = await world.open()
  await client.picture()
  client.close()
  await screen.driver.password('changed0')

  const again = world.knock(session, await world.pass(session, person.id))

  await again.picture(20_000)
  again.close()
})
