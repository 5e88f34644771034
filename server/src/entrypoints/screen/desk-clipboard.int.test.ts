import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CLIP_LIMIT, CLIP_STREAM, CLIP_TOO_LARGE, clipAnswer } from '@taxi/contract/clipboard.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import type { GuacClient } from '../../testing/guac-client.ts'
import { type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
import { copyThere, pastedThere } from '../../testing/screen-clipboard.ts'
import { startTestScreen, type TestScreen } from '../../testing/test-screen.ts'
import { INTERNAL } from './instruction.ts'

let guacd: MockGuacd
let screen: TestScreen
let world: DeskWorld
before(async () => {
  guacd = await startMockGuacd()
  screen = await startTestScreen()
  world = await openDeskWorld({ screen: screen.driver, guacd: { addresses: () => [guacd.address] } })
})
after(async () => {
  await world?.close()
  await screen?.close()
  await guacd?.close()
})

/** A desk whose page has drawn its picture; the machine's clipboard is listened to. */
async function sitDown(slot: { clipboard_in?: boolean; clipboard_out?: boolean } = {}) {
  const desk = await world.open()
  await world.db.slots.update({ where: { id: desk.session.slot_id }, data: slot })
  await desk.client.picture()
  // Whoever has put something is listened to as well.
  if (slot.clipboard_in !== false) await put(desk.client, 'warm')
  return desk
}

let streams = 0
/** Sends a clipboard as the page does; how it ended. */
async function put(client: GuacClient, content: string | Buffer, kind = 'text/plain'): Promise<number> {
  const stream = String(streams++ % 64)
  const bytes = Buffer.from(content)
  client.send('clipboard', stream, kind)
  for (let at = 0; at < bytes.length; at += 4_000)
    client.send('blob', stream, bytes.subarray(at, at + 4_000).toString('base64'))
  client.send('end', stream)
  return Number((await client.wait('ack', ([number]) => number === stream)).args[2])
}

/** The next thing that was copied there, as the page hears it. */
async function copied(client: GuacClient): Promise<{ kind: string; content: Buffer }> {
  const { args } = await client.wait('clipboard', ([stream]) => stream === String(CLIP_STREAM))
  await client.wait('end', ([stream]) => stream === String(CLIP_STREAM))
  const blobs = client.heard.filter(({ opcode, args: [stream] }) => opcode === 'blob' && stream === String(CLIP_STREAM))
  return {
    kind: args[1] ?? '',
    content: Buffer.concat(blobs.map(({ args: [, data] }) => Buffer.from(data ?? '', 'base64'))),
  }
}

/** Every kind of sign there is, 64 kB of them. */
const anything = () => {
  const signs =
    'Щука — «ёж» №5 €₽ — é ß ﬁ 漢字 かな العربية עברית 😀👩‍👩‍👧‍👦 𝒳 \u0301e\u200d\u00a0\u2028\ttab\r\nline\n"\\;,5.'
  return signs.repeat(Math.ceil((64 * 1024) / Buffer.byteLength(signs)))
}

test('any text pasted into the desk is in the machine’s clipboard, to the byte, before the page is told so', async () => {
  const { client } = await sitDown()
  const text = anything()

  assert.equal(await put(client, text), clipAnswer.done)

  assert.equal(pastedThere(screen).toString(), text)
  client.close()
})

test('any text copied on the machine reaches the page to the byte, and guacd carries none of it', async () => {
  const { client } = await sitDown()
  const text = anything()

  await copyThere(screen, text)

  assert.deepEqual(await copied(client), { kind: 'text/plain', content: Buffer.from(text) })
  assert.equal(guacd.heard.filter(({ opcode }) => opcode === 'clipboard' || opcode === 'blob').length, 0)
  client.close()
})

test('pictures pass both ways', async () => {
  const { client } = await sitDown()
  const picture = randomBytes(1_500_000)

  assert.equal(await put(client, picture, 'image/png'), clipAnswer.done)
  assert.ok(pastedThere(screen, 'image/png').equals(picture))

  await copyThere(screen, picture.subarray(1), 'image/png')
  const { kind, content } = await copied(client)
  assert.equal(kind, 'image/png')
  assert.ok(content.equals(picture.subarray(1)))
  client.close()
})

test('what is too large is said to be so, both ways, and stays where it is', async () => {
  const { client } = await sitDown()
  await put(client, 'before')

  assert.equal(await put(client, Buffer.alloc(CLIP_LIMIT['text/plain'] + 1, 'x')), clipAnswer.tooLarge)
  assert.equal(pastedThere(screen).toString(), 'before')

  await copyThere(screen, Buffer.alloc(CLIP_LIMIT['text/plain'] + 1, 'y'))
  const { args } = await client.wait(INTERNAL, ([word]) => word === CLIP_TOO_LARGE)
  assert.deepEqual(args.slice(1), ['text/plain', String(CLIP_LIMIT['text/plain'] + 1)])
  client.close()
})

test('a slot that takes nothing in refuses what is pasted, and still lets copies out', async () => {
  await copyThere(screen, 'there already')
  const { client } = await sitDown({ clipboard_in: false })

  assert.equal(await put(client, 'smuggled'), clipAnswer.forbidden)

  assert.equal(pastedThere(screen).toString(), 'there already')
  // Not before the link listens.
  for (let tries = 0; tries < 50 && !client.heard.some(({ opcode }) => opcode === 'clipboard'); tries++) {
    await copyThere(screen, 'out')
    await sleep(200)
  }
  assert.equal((await copied(client)).content.subarray(0, 3).toString(), 'out')
  client.close()
})

test('a slot that lets nothing out tells the page of no copy, also when it was switched off under way', async () => {
  const { client, session } = await sitDown()
  await world.db.slots.update({ where: { id: session.slot_id }, data: { clipboard_out: false } })

  await copyThere(screen, 'secret')
  await sleep(700)

  assert.ok(!client.heard.some(({ opcode }) => opcode === 'clipboard'))
  assert.equal(await put(client, 'in still goes'), clipAnswer.done)
  client.close()
})

test('what was pasted from here is not told as a copy made there', async () => {
  const { client } = await sitDown()

  await put(client, 'mine')
  await sleep(500)

  assert.ok(!client.heard.some(({ opcode }) => opcode === 'clipboard'))
  client.close()
})

test('a kind nobody can paste is refused, and a machine without a clipboard says so', async () => {
  const { client } = await sitDown()
  assert.equal(await put(client, '<b>', 'text/html'), clipAnswer.unsupported)
  client.close()
  const elsewhere = await openDeskWorld({
    screen: { ...screen.driver, clipboard: () => null },
    guacd: { addresses: () => [guacd.address] },
  })
  try {
    const desk = await elsewhere.open()
    await desk.client.picture()

    assert.equal(await put(desk.client, 'text'), clipAnswer.unsupported)
  } finally {
    await elsewhere.close()
  }
})
