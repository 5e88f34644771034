import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eventually } from '../../testing/companion-world.ts'
import { MOCK_ARGS, MOCK_PICTURE, MOCK_READY, type MockManners, startMockGuacd } from '../../testing/mock-guacd.ts'
import { createGuacdChoice } from './guacd-choice.ts'
import { joinScreen, openScreen } from './guacd-connection.ts'
import { GuacdFailed } from './guacd-line.ts'
import { encode } from './instruction.ts'

const closing: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closing) await close()
})
async function guacdWith(manners: MockManners) {
  const guacd = await startMockGuacd(manners)
  closing.push(guacd.close)
  return { guacd, choice: createGuacdChoice(() => [guacd.address]) }
}
const call = {
  host: '10.0.0.7',
  port: 5901,
  password: 'secret',
  readOnly: false,
  name: 'Анна',
  timeZone: 'UTC',
  preset: 'balanced' as const,
}
const failure = (wanted: { code: number }) => (error: unknown) =>
  error instanceof GuacdFailed && error.code === wanted.code && !error.message.includes('secret')

test('a guacd that never answers is asked four times, then it is said so; no line is left behind', async () => {
  const { guacd, choice } = await guacdWith({ select: () => {} })

  await assert.rejects(openScreen(choice, call), failure({ code: 520 }))

  assert.equal(guacd.heard.filter(({ opcode }) => opcode === 'select').length, 4)
  await eventually(() => guacd.open.size === 0)
})

test('a guacd that takes the call and then never gets ready is left as well', async () => {
  const { guacd, choice } = await guacdWith({ connect: () => {} })

  await assert.rejects(openScreen(choice, call), failure({ code: 520 }))

  await eventually(() => guacd.heard.filter(({ opcode }) => opcode === 'disconnect').length === 4)
})

test('what guacd refuses is not asked again: its reason says whether machine or password is wrong', async () => {
  const refuse = encode('error', 'VNC: wrong password secret', 519)
  const { guacd, choice } = await guacdWith({ connect: socket => socket.write(MOCK_READY + refuse) })

  await assert.rejects(openScreen(choice, call), (error: unknown) => (error as GuacdFailed).code === 519)

  assert.equal(guacd.heard.filter(({ opcode }) => opcode === 'select').length, 1)
})

for (const [offered, answered] of Object.entries({
  VERSION_1_0_0: 'VERSION_1_0_0',
  VERSION_1_1_0: 'VERSION_1_1_0',
  VERSION_1_3_0: 'VERSION_1_3_0',
  VERSION_1_5_0: 'VERSION_1_5_0',
  VERSION_9_9_9: 'VERSION_1_5_0',
}))
  test(`a guacd of ${offered} is answered in ${answered}, after name and time zone`, async () => {
    const args = encode('args', offered, ...MOCK_ARGS.slice(1))
    const { guacd, choice } = await guacdWith({ select: socket => socket.write(args) })

    const screen = await openScreen(choice, call)

    assert.deepEqual(
      guacd.heard.map(({ opcode }) => opcode),
      ['select', 'size', 'audio', 'video', 'image', 'timezone', 'name', 'connect'],
    )
    assert.equal(guacd.heard.at(-1)?.args[0], answered)
    assert.deepEqual(guacd.heard.find(({ opcode }) => opcode === 'name')?.args, ['Анна'])
    screen.line.hangUp()
  })

test('a guacd older than versions gets its values in its own order', async () => {
  const args = encode('args', 'port', 'read-only', 'hostname')
  const { guacd, choice } = await guacdWith({ select: socket => socket.write(args) })

  const screen = await openScreen(choice, call)

  assert.deepEqual(guacd.heard.at(-1)?.args, ['5901', '', '10.0.0.7'])
  screen.line.hangUp()
})

test('whoever joins says that they only look, and brings no secret along', async () => {
  const { guacd, choice } = await guacdWith({})
  const owner = await openScreen(choice, call)
  guacd.heard.length = 0

  const watcher = await joinScreen(owner, { name: 'Boris', timeZone: 'UTC' })

  assert.deepEqual(guacd.heard[0], { opcode: 'select', args: [owner.id] })
  assert.deepEqual(guacd.heard.at(-1)?.args, ['VERSION_1_5_0', '', '0', '', '', 'true'])
  owner.line.hangUp()
  watcher.line.hangUp()
})

test('whoever joins a connection that is gone is told so at once, instead of seeing nothing', async () => {
  const manners = { select: (socket: { end(): unknown }) => socket.end() }
  const { choice, guacd } = await guacdWith(manners)

  const gone = { guacd: choice.at(guacd.address), id: '$00000000-0000-4000-8000-000000000001' }

  await assert.rejects(joinScreen(gone, { name: 'Boris', timeZone: 'UTC' }), failure({ code: 520 }))
})

test('what opening took is told: the handshake, the first picture, and how many tries', async () => {
  let silent = 1
  const { choice } = await guacdWith({
    select: socket => silent-- > 0 || socket.write(encode('args', ...MOCK_ARGS)),
    connect: socket => setTimeout(() => socket.write(MOCK_READY + MOCK_PICTURE), 30),
  })

  const { took, line } = await openScreen(choice, call)

  assert.equal(took.retries, 1)
  assert.ok(took.handshakeMs >= 29 && took.pictureMs >= 700 + took.handshakeMs - 1)
  line.hangUp()
})
