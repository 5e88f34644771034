import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { noteSignIn } from '../../actions/note-sign-in.ts'
import { createDry } from '../../outside/machine/dry.ts'
import { createTelegram } from '../../outside/telegram.ts'
import type { Machines } from '../../parts.ts'
import { type BotWorld, labels, openBotWorld } from '../../testing/bot-world.ts'
import { buildMachine, buildSession, buildSlot } from '../../testing/build.ts'
import { ONE_PIXEL } from '../../testing/dump-world.ts'
import { workOnDelivery } from '../jobs/deliveries-loop.ts'

const ADMINS = -100_600
const folder = mkdtempSync(join(tmpdir(), 'taxi-rescue-'))
const typed: string[] = []
let later = 0
let world: BotWorld
before(async () => {
  const dry = createDry({ folder })
  const seat = { look: async () => new Uint8Array(ONE_PIXEL), type: async (text: string) => void typed.push(text) }
  const machines: Machines = { driver: async id => (id === 'vm-1' ? { ...dry, ...seat } : dry), close: async () => {} }
  const now = () => new Date(Date.now() + later)
  world = await openBotWorld({ ADMIN_CHAT_ID: String(ADMINS) }, { machines, now })
  world.api.meet(ADMINS)
  await buildMachine(world.db, { id: 'vm-1', name: 'Left' })
  await buildMachine(world.db, { id: 'vm-2', name: 'Right' })
  await buildSlot(world.db, { id: 'gpt-1', name: 'GPT Pro', service: 'chatgpt', machines: ['vm-1'] })
  await buildSlot(world.db, { id: 'gpt-2', name: 'GPT Plus', service: 'chatgpt', machines: ['vm-2'] })
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const inChat = () => world.api.chat(ADMINS).filter(message => message.from === 'bot')
/** What the chat is told from now until nothing waits. */
async function told() {
  const before = inChat().length
  for (let step = 0; step < 3; step++, later += 5_000)
    while (await workOnDelivery(world.parts, createTelegram(world.parts.config), 'test'));
  return inChat().slice(before)
}
async function signedOut(machineId = 'vm-1') {
  const at = { machineId, service: 'chatgpt', since: new Date(Date.now() + later++) }
  await noteSignIn(world.parts, { ...at, found: 'signed_in' })
  await noteSignIn(world.parts, { ...at, found: 'signed_out' })
  return (await told()).at(-1)
}
async function reply(user: number, to: NonNullable<Awaited<ReturnType<typeof signedOut>>>, text: string) {
  const before = inChat().length
  world.api.say(user, text, { group: ADMINS, to })
  return world.api.waitFor(() => inChat()[before])
}

test('a sign-in that was lost is told with the screen, and a reply is typed into the machine; then the screen is shown', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  const alert = await signedOut()
  assert.ok(alert)
  assert.match(alert.caption, /^✕ GPT Pro: .*Left/)
  assert.deepEqual(readFileSync(alert.photo?.path ?? ''), ONE_PIXEL)

  const answer = await reply(user, alert, '  424242 ')

  assert.match(answer.text, /^Typed\./)
  assert.deepEqual(typed.splice(0), ['424242'])
  const [screen] = await told()
  assert.match(screen?.caption ?? '', /^Left/)
  assert.ok(screen?.photo)
  const row = await world.db.audit.findFirstOrThrow({ where: { action: 'machine.type' } })
  assert.ok(!JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)).includes('424242'))
  // That screen takes a reply too.
  await reply(user, screen ?? alert, 'Next-1')
  assert.deepEqual(typed.splice(0), ['Next-1'])
  await told()
})

test('the button shows the screen anew, each press once', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  const alert = await signedOut()
  assert.ok(alert)
  const [again = ''] = labels(alert)

  await world.press(user, alert, again)
  await world.press(user, alert, again)

  assert.equal((await told()).length, 2)
})

test('whoever may not administer machines types nothing, nor does a word that is no reply', async () => {
  const member = await world.somebody({ locale: 'en' })
  const weak = await world.somebody({ role: 'admin', totp_confirmed_at: null, locale: 'en' })
  const alert = await signedOut()
  assert.ok(alert)

  for (const { user } of [member, weak]) assert.match((await reply(user, alert, '1')).text, /may not do this/)
  assert.match((await reply(39_998, alert, '1')).text, /ни к кому не привязан/)
  world.api.say(member.user, '123456', { group: ADMINS })

  assert.deepEqual(typed, [])
})

test('nothing is typed and no screen is shown where somebody is at work, and what is no plain text is refused', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  const alert = await signedOut()
  assert.ok(alert)
  assert.match((await reply(user, alert, 'код')).text, /Only Latin letters/)
  const { person } = await world.somebody({ name: 'Anna' })
  const session = await buildSession(world.db, { person, slot: { id: 'gpt-1' } })

  assert.match((await reply(user, alert, '1')).text, /Anna is at work on this machine/)
  const pressed = await world.press(user, alert, labels(alert)[0] ?? '')
  assert.match(pressed.said, /Anna is at work/)
  const without = await signedOut()

  assert.deepEqual([typed, without?.photo], [[], null])
  assert.match(without?.text ?? '', /Anna/)
  await world.db.sessions.delete({ where: { id: session.id } })
})

test('a machine that shows no screen is told of in words, and takes no reply', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  const alert = await signedOut('vm-2')
  assert.ok(alert)

  assert.deepEqual([alert.photo, alert.buttons], [null, []])
  assert.match((await reply(user, alert, '1')).text, /cannot do that from here/)
})
