import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { eventually } from '../../testing/companion-world.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { MOCK_PICTURE, type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
import { encode } from './instruction.ts'
import { InstructionScanner } from './instruction-scanner.ts'

let guacd: MockGuacd
let world: DeskWorld
before(async () => {
  guacd = await startMockGuacd()
  world = await openDeskWorld({
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
  })
})
after(async () => {
  await world.close()
  await guacd.close()
})

/** A page without manners: the socket itself, its frames as they come. */
async function page() {
  const { session, pass } = await world.anybody()
  const socket = new WebSocket(world.url(session), ['guacamole', `pass.${pass}`], { origin: world.base })
  const frames: string[] = []
  socket.on('message', data => frames.push(String(data))).on('error', () => {})
  const closed = new Promise<{ code: number; reason: string }>(resolve => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  await eventually(() => frames.join('').includes('4.sync'))
  return { session, socket, frames, closed }
}

test('the first words to a page are the tunnel’s own id, and nothing is packed twice', async () => {
  const { frames, socket } = await page()

  assert.match(frames[0] ?? '', /^0\.,36\.[0-9a-f-]{36};$/)
  assert.equal(socket.extensions, '')
  socket.close()
})

test('each frame holds whole instructions, and one frame all that guacd said at once', async () => {
  const { frames, socket } = await page()
  const [line] = [...guacd.open].slice(-1)
  const word = encode('name', 'Отчёт 😀')
  const bytes = Buffer.from(word.repeat(3))
  frames.length = 0

  line?.write(bytes)
  await eventually(() => frames.length > 0)
  line?.write(bytes.subarray(0, 17))
  await sleep(50)
  socket.send(encode('', 'ping', 1))
  await eventually(() => frames.join('').includes('ping'))
  line?.write(bytes.subarray(17))
  await eventually(() => frames.join('').split('Отчёт').length > 6)

  for (const frame of frames)
    assert.equal(
      new InstructionScanner(64 * 1024)
        .push(Buffer.from(frame))
        .map(({ raw }) => raw)
        .join(''),
      frame,
    )
  assert.equal(frames[0], word.repeat(3))
  socket.close()
})

test('a message larger than anything a page says is not even read', async () => {
  const { socket, closed } = await page()

  socket.send(encode('blob', 1, 'A'.repeat(70_000)))

  assert.equal((await closed).code, 1009)
})

test('a page that says goodbye is closed, and its machine’s screen is let go of with a goodbye', async () => {
  const { socket, closed } = await page()
  const open = guacd.open.size
  const goodbyes = guacd.heard.filter(({ opcode }) => opcode === 'disconnect').length

  socket.send(encode('disconnect'))

  assert.equal((await closed).code, 1000)
  await eventually(() => guacd.open.size === open - 1)
  assert.equal(guacd.heard.filter(({ opcode }) => opcode === 'disconnect').length, goodbyes + 1)
})

test('when guacd says goodbye the page hears that the machine is away, never guacd’s own words', async () => {
  const { frames, closed } = await page()

  ;[...guacd.open].at(-1)?.write(encode('disconnect'))

  assert.deepEqual(await closed, { code: 1000, reason: '519' })
  assert.ok(frames.join('').endsWith(encode('error', 'machine_away', 519)))
})

test('random bytes, whole and broken instructions from page and guacd close at most their own desk', async () => {
  const bystander = await page()
  let seed = 20_261_121
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  const rubbish = () => {
    const bytes = Buffer.from(Array.from({ length: 1 + random(200) }, () => random(256)))
    const pieces = [bytes, Buffer.from(encode('key', random(99), 1)), Buffer.from('3.key,'), Buffer.from('٣.key;')]
    return pieces[random(pieces.length)] as Buffer
  }

  for (let round = 0; round < 12; round++) {
    const victim = await page()
    const line = [...guacd.open].at(-1)
    for (let i = 0; i < 8; i++) {
      if (victim.socket.readyState === WebSocket.OPEN) victim.socket.send(rubbish(), { binary: random(2) === 0 })
      if (round % 2) line?.write(rubbish())
    }
    victim.socket.close()
    await victim.closed
  }

  bystander.socket.send(encode('', 'ping', 7))
  await eventually(() => bystander.frames.join('').includes(encode('', 'ping', 7)))
  bystander.socket.close()
})

test('more knocking at the door than it holds are told to come again, and the desk inside is not disturbed', async () => {
  const inside = await page()
  const { session } = await world.anybody()
  const knock = () =>
    new Promise<number>(resolve => {
      const socket = new WebSocket(world.url(session), ['guacamole', 'pass.guess'], { origin: world.base })
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0)).on('error', () => resolve(0))
    })

  // Nobody's pass is looked at while the table is locked.
  const answers: number[] = []
  const crowd = await world.db.$transaction(async tx => {
    await tx.$executeRaw`LOCK TABLE passes`
    const waiting = Array.from({ length: 110 }, () => knock().then(status => answers.push(status)))
    await eventually(() => answers.length === 10)
    return { waiting }
  })
  await Promise.all(crowd.waiting)

  assert.deepEqual(answers.toSorted(), [...Array(100).fill(401), ...Array(10).fill(503)])
  assert.equal(inside.socket.readyState, WebSocket.OPEN)
  inside.socket.close()
})

test('what desks do is counted: openings, pictures drawn, bytes both ways, and why they closed', async () => {
  const before_ = world.desks.metrics.read()
  const { client, session } = await world.open()
  await client.picture()
  await eventually(() => world.desks.metrics.read().sync_round_trip_ms.count > before_.sync_round_trip_ms.count)
  world.desks.close(session.id, 523, 'kicked')
  await client.closed

  const now = world.desks.metrics.read()
  assert.equal(now.handshake_ms.count, before_.handshake_ms.count + 1)
  assert.equal(now.first_picture_ms.count, before_.first_picture_ms.count + 1)
  assert.equal(now.closed.kicked, (before_.closed.kicked ?? 0) + 1)
  assert.ok(now.bytes_to_browser - before_.bytes_to_browser > MOCK_PICTURE.length)
  assert.ok(now.bytes_from_browser > before_.bytes_from_browser)
})

test('a hidden page, whose own timers sleep for a minute each, stays connected for ten', async () => {
  // Time runs two hundred times as fast: 5 s are 25 ms, a minute is 300 ms.
  const hurried = await openDeskWorld({
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
    pace: { nopMs: 25, pingMs: 50 },
  })
  const { client, session } = await hurried.open()
  await client.picture()
  const nops = () => guacd.heard.filter(({ opcode }) => opcode === 'nop').length
  const [before_, said] = [nops(), client.heard.length]

  for (let minute = 0; minute < 10; minute++) {
    await sleep(300)
    client.send('', 'ping', minute)
  }

  assert.deepEqual(
    hurried.desks.list().map(desk => desk.session_id),
    [session.id],
  )
  assert.ok(nops() - before_ > 60, 'guacd gives up after 15 s of silence')
  assert.ok(client.heard.length - said > 60, 'so does the page')
  await hurried.close()
})

test('a tunnel’s last words are those of its page: the code is also the reason of the close', async () => {
  const told = { kicked: 523, idle: 522, timeout: 523, handed_over: 523, machine_lost: 515, taken_over: 521 }
  for (const [reason, code] of Object.entries(told)) {
    const { session, frames, closed } = await page()
    world.desks.close(session.id, code, reason)
    assert.deepEqual(await closed, { code: 1000, reason: String(code) })
    assert.ok(frames.join('').endsWith(encode('error', reason, code)))
  }
})
