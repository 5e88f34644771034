import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { MOCK_ARGS, MOCK_PICTURE, MOCK_READY, type MockManners, startMockGuacd } from '../../testing/mock-guacd.ts'
import { encode } from './instruction.ts'

const driver = { screen: async () => ({ host: '10.0.0.7', port: 5901 }), password: async () => {} }
const closing: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closing.reverse()) await close()
})

/** A world whose guacd behaves as told. */
async function worldWith(manners: MockManners, pace?: Parameters<typeof openDeskWorld>[0]['pace']) {
  const guacd = await startMockGuacd(manners)
  closing.push(guacd.close)
  const world: DeskWorld = await openDeskWorld({
    screen: driver,
    guacd: { addresses: () => [guacd.address] },
    ...(pace ? { pace } : {}),
  })
  closing.push(world.close)
  return { guacd, world }
}

/** Answers the first `times` connections like this, the rest as it should. */
function atFirst(times: number, oddly: (socket: { write(text: string): unknown }) => void, text: string) {
  let count = 0
  return (socket: { write(text: string): unknown }) => {
    if (count++ < times) oddly(socket)
    else socket.write(text)
  }
}

test('a guacd that is stuck from birth costs a moment, not the picture', async () => {
  const { world } = await worldWith({ select: atFirst(2, () => {}, encode('args', ...MOCK_ARGS)) })

  const { client } = await world.open()

  await client.picture()
})

test('a guacd that says ready with garbage is asked again', async () => {
  const garbage = (socket: { write(text: string): unknown }) => socket.write('5.ready,3.\x01\x02\x03;')
  const { world, guacd } = await worldWith({ connect: atFirst(1, garbage, MOCK_READY + MOCK_PICTURE) })

  const { client } = await world.open()

  await client.picture()
  assert.equal(guacd.heard.filter(({ opcode }) => opcode === 'connect').length, 2)
})

test('a guacd that is ready and then paints nothing is asked again, and the first try is told goodbye', async () => {
  const { world, guacd } = await worldWith({ connect: atFirst(1, s => s.write(MOCK_READY), MOCK_READY + MOCK_PICTURE) })

  const { client } = await world.open()

  await client.picture()
  assert.equal(guacd.heard.filter(({ opcode }) => opcode === 'disconnect').length, 1)
  assert.equal(guacd.open.size, 1)
})

test('the picture is packed as the page asks, of the kinds there are and no other', async () => {
  const names = [...MOCK_ARGS, 'color-depth', 'encodings']
  const { world, guacd } = await worldWith({ select: socket => socket.write(encode('args', ...names)) })
  const packing = async (asks: string) => {
    guacd.heard.length = 0
    const { client } = await world.open({ asks })
    await client.picture()
    const said = (opcode: string) => guacd.heard.find(heard => heard.opcode === opcode)?.args ?? []
    return [...said('connect').slice(-2), said('image').includes('image/webp')]
  }

  assert.deepEqual(await packing('?picture=text'), ['24', 'tight copyrect zrle', false])
  assert.deepEqual(await packing('?picture=balanced'), ['24', 'tight copyrect zrle', true])
  assert.deepEqual(await packing('?picture=slow'), ['16', 'tight copyrect zrle', true])
  for (const other of ['', '?picture=', '?picture=__proto__', '?color-depth=8&hostname=10.0.0.9'])
    assert.deepEqual(await packing(other), ['24', 'tight copyrect zrle', true])
})

test('what guacd offers is answered by name, with the secret of this session, and unknown wishes stay empty', async () => {
  const { world, guacd } = await worldWith({})

  const { client } = await world.open()
  await client.picture()

  const [version, host, port, password, unknown, readOnly] =
    guacd.heard.find(({ opcode }) => opcode === 'connect')?.args ?? []
  assert.deepEqual(
    { version, host, port, unknown, readOnly },
    {
      version: 'VERSION_1_5_0',
      host: '10.0.0.7',
      port: '5901',
      unknown: '',
      readOnly: '',
    },
  )
  assert.match(password ?? '', /^[\w-]{8}$/)
  assert.deepEqual(guacd.heard.find(({ opcode }) => opcode === 'name')?.args, ['Anna'])
  assert.ok(guacd.heard.some(({ opcode }) => opcode === 'timezone'))
})

test('an error in the middle closes the desk with guacd’s reason and in our words', async () => {
  const picture = MOCK_READY + MOCK_PICTURE
  const { world, guacd } = await worldWith({
    connect: socket => {
      socket.write(picture)
      setTimeout(() => socket.write(encode('error', 'VNC at 10.0.0.7 with secrets', 515)), 50)
    },
  })

  const { client } = await world.open()

  assert.deepEqual((await client.wait('error')).args, ['machine_away', '515'])
  assert.deepEqual(await client.closed, { code: 1000, reason: '515' })
  await sleep(100)
  assert.equal(guacd.open.size, 0)
})

test('a frame without end, and bytes that are no protocol, close this desk and no other', async () => {
  for (const nonsense of [`9.clipboard,70000.${'a'.repeat(70_000)};`, 'HTTP/1.1 200 OK\r\n\r\n']) {
    const { world } = await worldWith({
      connect: socket => {
        socket.write(MOCK_READY + MOCK_PICTURE)
        setTimeout(() => socket.write(nonsense), 50)
      },
    })

    const { client } = await world.open()

    assert.equal((await client.closed).reason, '520')
    const next = await world.open()
    await next.client.picture()
  }
})

test('Russian letters that arrive byte by byte arrive whole', async () => {
  const name = 'Отчёт за ноябрь — «черновик» 😀'
  const { world } = await worldWith({
    connect: async socket => {
      socket.write(MOCK_READY + MOCK_PICTURE)
      for (const byte of Buffer.from(encode('name', name))) {
        socket.write(Buffer.from([byte]))
        await sleep(1)
      }
    },
  })

  const { client } = await world.open()

  assert.deepEqual((await client.wait('name')).args, [name])
})

test('a guacd that hangs up closes the desk with a reason the page can act on', async () => {
  const { world } = await worldWith({
    connect: socket => {
      socket.write(MOCK_READY + MOCK_PICTURE)
      setTimeout(() => socket.destroy(), 50)
    },
  })

  const { client } = await world.open()

  assert.deepEqual((await client.wait('error')).args, ['guacd_away', '520'])
  assert.equal((await client.closed).reason, '520')
})

test('guacd asks for the password: it gets it, the browser hears nothing of it', async () => {
  const { world, guacd } = await worldWith({
    connect: socket => {
      socket.write(MOCK_READY + MOCK_PICTURE)
      setTimeout(() => socket.write(encode('required', 'password') + encode('name', 'after')), 50)
    },
  })

  const { client } = await world.open()
  await client.wait('name')
  await sleep(100)

  const password = guacd.heard.find(({ opcode }) => opcode === 'connect')?.args[3] ?? ''
  assert.deepEqual(guacd.heard.find(({ opcode }) => opcode === 'argv')?.args.slice(1), ['text/plain', 'password'])
  assert.equal(guacd.heard.find(({ opcode }) => opcode === 'blob')?.args[1], Buffer.from(password).toString('base64'))
  assert.ok(!client.heard.some(({ opcode }) => opcode === 'required'))
})

test('a page that does not keep up slows its own screen down and loses nothing', async () => {
  const blob = encode('blob', 1, 'A'.repeat(6000))
  const { world, guacd } = await worldWith({
    connect: socket => {
      socket.write(MOCK_READY + MOCK_PICTURE)
      setTimeout(() => {
        for (let i = 0; i < 2000; i++) socket.write(blob)
        socket.write(encode('name', 'last'))
      }, 20)
    },
  })

  const { client } = await world.open()
  await client.wait('name', undefined, 20_000)

  assert.equal(client.heard.filter(({ opcode }) => opcode === 'blob').length, 2001)
  assert.equal(guacd.open.size, 1)
})

test('a page that says what is no protocol is shown out', async () => {
  for (const nonsense of ['hello', `3.key,9000.${'9'.repeat(9000)};`, '']) {
    const { world } = await worldWith({})
    const { client } = await world.open()
    await client.picture()

    client.sendRaw(nonsense)

    if (nonsense) assert.equal((await client.closed).reason, '768')
    else client.close()
  }
})

test('a ping is answered at once, before there is a screen too', async () => {
  const { world, guacd } = await worldWith({ select: () => {} })

  const { client } = await world.open()
  await client.wait('')
  client.send('', 'ping', 42)

  assert.deepEqual((await client.wait('', ([what]) => what === 'ping')).args, ['ping', '42'])
  assert.ok(!guacd.heard.some(({ opcode }) => opcode === ''))
})

test('guacd hears a nop from us whatever timers a hidden page has', async () => {
  const { world, guacd } = await worldWith({}, { nopMs: 50 })

  const { client } = await world.open()
  await client.picture()
  await sleep(300)

  assert.ok(guacd.heard.filter(({ opcode }) => opcode === 'nop').length >= 2)
})

test('a browser that went silent is cut, its person is away and the screen is let go', async () => {
  const { world, guacd } = await worldWith({}, { pingMs: 60 })
  const person = await world.person()
  const session = await world.session(person.id)
  const { connect } = await import('node:net')
  const { port } = new URL(world.base)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => {}).resume()
  const pass = await world.pass(session, person.id)
  socket.write(
    `GET /desk/${session.id}/tunnel HTTP/1.1\r\nHost: ${new URL(world.base).host}\r\nOrigin: ${world.base}\r\n` +
      'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
      `Sec-WebSocket-Protocol: guacamole, pass.${pass}\r\n\r\n`,
  )
  await world.db.sessions.update({ where: { id: session.id }, data: { state: 'live', first_frame_at: new Date() } })

  await new Promise(resolve => socket.once('close', resolve))
  await sleep(200)

  const after_ = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(after_.state, 'away')
  assert.equal(guacd.open.size, 0)
})
