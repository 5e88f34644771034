import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createDry } from '../../outside/machine/dry.ts'
import type { Machines } from '../../parts.ts'
import { type BotWorld, labels, openBotWorld } from '../../testing/bot-world.ts'
import { buildMachine, buildSession, buildSlot } from '../../testing/build.ts'

const ADMINS = -100_500
let world: BotWorld
let clock = 0
const folder = mkdtempSync(join(tmpdir(), 'taxi-reboot-'))
before(async () => {
  // A dry machine has nothing that could start anew.
  const dry = createDry({ folder })
  const machines: Machines = {
    driver: async id => (id === 'vm-1' ? { ...dry, reboot: async () => {} } : dry),
    close: async () => {},
  }
  world = await openBotWorld({ ADMIN_CHAT_ID: String(ADMINS) }, { machines, now: () => new Date(Date.now() + clock) })
  await buildMachine(world.db, { id: 'vm-1', name: 'Left' })
})
after(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const kindsAsked = async (machine_id: string) =>
  (await world.db.repairs.findMany({ where: { machine_id } })).map(({ kind }) => kind)
const kicked = () => world.db.sessions.count({ where: { end_reason: 'kicked' } })

/** Anna at work at a slot of her own. */
async function atWork(name: string) {
  const { person } = await world.somebody({ name })
  const slot = await buildSlot(world.db, { name: `Slot of ${name}` })
  return { person, slot, session: await buildSession(world.db, { person, slot }) }
}

for (const [locale, yes, no] of [
  ['ru', 'Завершить', 'Отмена'],
  ['en', 'End session', 'Cancel'],
] as const)
  test(`/kick in ${locale} asks first; yes pressed twice ends the session once`, async () => {
    const { user } = await world.somebody({ role: 'admin', locale })
    const { session, person } = await atWork(`Anna ${locale}`)
    const before = await kicked()

    const question = await world.ask(user, `/kick ${person.name.toLowerCase()}`)
    assert.match(question.text, new RegExp(`${person.name}.*Slot of`))
    assert.deepEqual(labels(question), [yes, no])
    assert.equal(await kicked(), before)
    const done = await world.press(user, question, yes)
    const again = await world.press(user, question, yes)

    assert.match(done.message.text, locale === 'ru' ? /^Сессия завершена/ : /has ended\.$/)
    assert.notEqual(again.said, '')
    assert.equal(await kicked(), before + 1)
    const row = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
    assert.equal(row.end_reason, 'kicked')
  })

test('a question is good for one person and one minute, and no leaves everything as it is', async () => {
  const [chief, other] = [await world.somebody({ role: 'admin' }), await world.somebody({ role: 'admin' })]
  const { person } = await atWork('Vera')
  const before = await kicked()

  const question = await world.ask(chief.user, `/kick ${person.email}`)
  const foreign = await world.press(other.user, question, 'Завершить')
  assert.match(foreign.said, /уже ответили/)
  clock = 61_000
  const late = await world.press(chief.user, question, 'Завершить')
  clock = 0
  assert.match(late.said, /прошло больше минуты/)
  const second = await world.ask(chief.user, `/kick ${person.email}`)
  const no = await world.press(chief.user, second, 'Отмена')

  assert.match(no.message.text, /Ничего не изменилось/)
  assert.equal(await kicked(), before)
})

test('the permission is asked at every press: who lost it meanwhile ends nobody’s session', async () => {
  const { user, person } = await world.somebody({ role: 'admin', locale: 'en' })
  await atWork('Gleb')
  const before = await kicked()
  const question = await world.ask(user, '/kick Gleb')

  await world.db.people.update({ where: { id: person.id }, data: { is_admin: false, permissions: ['slots:use'] } })
  const no = await world.press(user, question, 'End session')

  assert.match(no.said, /may not do this/)
  assert.equal(await kicked(), before)
})

test('members, and administrators without a second factor, may use no command of administrators', async () => {
  const member = await world.somebody({ locale: 'en' })
  const weak = await world.somebody({ role: 'admin', totp_confirmed_at: null, locale: 'en' })
  await atWork('Dina')

  for (const { user } of [member, weak])
    for (const command of ['/health', '/kick Dina', '/reboot vm-1', '/restart 1'])
      assert.match((await world.ask(user, command)).text, /may not do this/, command)
})

test('/kick without a name lists who is at work; a name nobody has and one without a session are told apart', async () => {
  const { user, person } = await world.somebody({ role: 'admin', name: 'Chief', locale: 'en' })
  const { session } = await atWork('Egor')

  const list = await world.ask(user, '/kick')
  const question = await world.press(user, list, `kick:${session.id}`)

  assert.match(question.message.text, /End the session of Egor/)
  assert.equal((await world.ask(user, '/kick nobody-like-that')).text, 'Nobody was found: nobody-like-that')
  assert.equal((await world.ask(user, `/kick ${person.email}`)).text, 'Chief has no session.')
})

for (const [locale, yes] of [
  ['ru', 'Перезагрузить'],
  ['en', 'Reboot'],
] as const)
  test(`/reboot in ${locale} asks first; yes pressed twice reboots once, and the log has it`, async () => {
    const { user } = await world.somebody({ role: 'admin', locale })
    await world.db.repairs.deleteMany({ where: { machine_id: 'vm-1' } })

    const question = await world.ask(user, '/reboot vm-1')
    await world.press(user, question, yes)
    await world.press(user, question, yes)

    assert.deepEqual(await kindsAsked('vm-1'), ['reboot'])
    assert.ok((await world.db.audit.count({ where: { action: 'machine.reboot', object_id: 'vm-1' } })) > 0)
  })

test('a machine that cannot be rebooted from here says so', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  await buildMachine(world.db, { id: 'vm-2', name: 'Right' })

  const cannot = await world.press(user, await world.ask(user, '/reboot Right'), 'Reboot')

  assert.match(cannot.said, /cannot do that from here/)
})

test('/reboot and /restart name who sits there, and yes ends that session first', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  const slot = await buildSlot(world.db, { name: 'Left slot', machines: ['vm-1'] })
  const { person } = await world.somebody({ name: 'Zoya' })
  const session = await buildSession(world.db, { person, slot })
  await world.db.repairs.deleteMany({ where: { machine_id: 'vm-1' } })

  const question = await world.press(user, await world.ask(user, '/reboot'), 'reboot:vm-1')
  assert.match(question.message.text, /The session of Zoya ends first/)
  const other = await world.ask(user, `/restart ${slot.id}`)
  assert.match(other.text, /Restart the browser of Left slot.*\nThe session of Zoya ends first/)
  const done = await world.press(user, other, 'Restart')
  const late = await world.press(user, question.message, 'Reboot')

  assert.equal(done.message.text, 'Left slot: the browser restarts.')
  assert.match(late.said, /being started anew/)
  const { end_reason } = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(end_reason, 'kicked')
  assert.deepEqual(await kindsAsked('vm-1'), ['restart'])
  await world.db.sessions.update({ where: { id: session.id }, data: { freed_at: new Date() } })
})

test('/health tells of machines, lost sign-ins and renewals', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  await world.db.machine_status.create({
    data: { vm_id: 'vm-1', is_healthy: false, trouble: ['no screen'], updated_at: new Date() },
  })
  await world.db.account_sign_ins.create({
    data: { machine_id: 'vm-1', service: 'chatgpt', signed_in: false, since: new Date() },
  })
  await buildSlot(world.db, { name: 'GPT Pro', renews_on: new Date(Date.now() + 2 * 24 * 3_600_000) })

  const { text, ...message } = await world.ask(user, '/health')

  assert.match(text, /✕ Left: ill: no screen · its companion is silent/)
  assert.match(text, /✕ chatgpt: signed out on Left since/)
  assert.match(text, /◷ GPT Pro: the subscription renews on/)
  await world.press(user, { text, ...message }, 'Refresh')
})

test('the administrators’ chat may ask too, and another group may not', async () => {
  const { user } = await world.somebody({ role: 'admin', locale: 'en' })
  await atWork('Inna')

  const question = await world.ask(user, '/kick Inna', ADMINS)
  assert.match(question.text, /End the session of Inna/)
  await world.press(user, question, 'End session')
  assert.equal(await world.db.sessions.count({ where: { person: { name: 'Inna' }, end_reason: 'kicked' } }), 1)
  world.api.say(user, '/kick', { group: -100_501 })
  world.api.say(user, '/slots', { group: ADMINS })
  await world.ask(user, '/getid', -100_501)

  assert.equal(world.api.chat(-100_501).filter(message => message.from === 'bot').length, 1)
  assert.equal(world.api.chat(ADMINS).filter(message => message.from === 'bot').length, 1)
})

test('the administrators’ chat has their commands in its menu', async () => {
  const menu = await world.api.waitFor(() =>
    world.api.commands().find(({ scope, language }) => scope.includes(String(ADMINS)) && language === 'ru'),
  )

  assert.deepEqual(
    menu.commands.map(({ command }) => command),
    ['health', 'kick', 'reboot', 'restart'],
  )
})
