import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type BotWorld, labels, openBotWorld } from '../../testing/bot-world.ts'
import { buildOffer, buildPlace, buildSession, buildSlot } from '../../testing/build.ts'

let world: BotWorld
before(async () => {
  world = await openBotWorld()
})
after(() => world.close())

const both = [
  { locale: 'ru', take: 'Занять', release: 'Освободить', queue: 'В очередь', leave: 'Не ждать', refresh: 'Обновить' },
  { locale: 'en', take: 'Take', release: 'Release', queue: 'Queue', leave: 'Stop waiting', refresh: 'Refresh' },
] as const
const openSessions = (person_id: string) => world.db.sessions.count({ where: { person_id, ended_at: null } })

for (const { locale, take, release, queue, leave, refresh } of both) {
  test(`the board in ${locale}: a slot is opened, taken and released; each button pressed twice does it once`, async () => {
    const { user, person } = await world.somebody({ locale })
    const slot = await buildSlot(world.db, { name: `Gemini ${locale}` })

    const board = await world.ask(user, '/slots')
    assert.match(board.text, locale === 'ru' ? /Свободно \d+ из \d+/ : /\d+ of \d+ free/)
    const card = (await world.press(user, board, `○ ${slot.name}`)).message
    assert.deepEqual(labels(card).slice(0, 1), [take])
    const taken = (await world.press(user, card, take)).message
    const again = await world.press(user, card, take)

    assert.ok(labels(taken).includes(release))
    assert.match(again.message.text, locale === 'ru' ? /^Ваш, до \d\d:\d\d$/m : /^Yours, until \d\d:\d\d$/m)
    assert.equal(await openSessions(person.id), 1)
    await world.press(user, taken, release)
    await world.press(user, taken, release)
    assert.equal(await openSessions(person.id), 0)
    assert.equal(await world.db.sessions.count({ where: { person_id: person.id } }), 1)
  })

  test(`the line in ${locale}: somebody waits for a busy slot, sees it in /queue and leaves, each button pressed twice`, async () => {
    const { user, person } = await world.somebody({ locale })
    const slot = await buildSlot(world.db, { name: `Lovable ${locale}`, service: `lov-${locale}` })
    await buildSession(world.db, { person: (await world.somebody({ name: 'Boris' })).person, slot })
    const waiting = () => world.db.places.count({ where: { person_id: person.id, left_at: null } })

    const board = await world.ask(user, '/slots')
    const card = (await world.press(user, board, `● ${slot.name}`)).message
    assert.match(card.text, /Boris/)
    const queued = (await world.press(user, card, queue)).message
    await world.press(user, card, queue)
    assert.equal(await waiting(), 1)
    assert.ok(labels(queued).includes(leave))

    const line = await world.ask(user, '/queue')
    assert.match(line.text, new RegExp(slot.name))
    await world.press(user, line, `${leave}: ${slot.name}`)
    const again = await world.press(user, line, `${leave}: ${slot.name}`)
    assert.equal(await waiting(), 0)
    assert.notEqual(again.said, '')
  })

  test(`a booking in ${locale} by four presses, found again in /book and cancelled, each last button pressed twice`, async () => {
    const { user, person } = await world.somebody({ locale })
    const slot = await buildSlot(world.db, { name: `Veo ${locale}` })
    const bookings = (status: string) => world.db.bookings.count({ where: { person_id: person.id, status } })

    let message = await world.ask(user, '/book')
    for (const button of ['book', `book:${slot.id}`, `book:${slot.id}:60`])
      message = (await world.press(user, message, button)).message
    const day = message.buttons[3]?.data ?? ''
    message = (await world.press(user, message, day)).message
    const start = message.buttons[0]?.data ?? ''
    assert.match(start, /:0700$/)
    const booked = (await world.press(user, message, start)).message
    const again = await world.press(user, message, start)

    assert.match(
      booked.text,
      locale === 'ru' ? /^Забронировано: Veo ru, .*07:00 – 08:00/ : /^Booked: Veo en, .*07:00 – 08:00/,
    )
    assert.notEqual(again.said, '')
    assert.equal(await bookings('active'), 1)
    const mine = await world.ask(user, '/book')
    const cancel = mine.buttons[0]?.data ?? ''
    await world.press(user, mine, cancel)
    await world.press(user, mine, cancel)
    assert.deepEqual([await bookings('active'), await bookings('cancelled')], [0, 1])
  })

  test(`/status in ${locale} shows one’s slots, and extends and releases them`, async () => {
    const { user, person } = await world.somebody({ locale })
    const slot = await buildSlot(world.db, { name: `Higgs ${locale}` })
    const ends_at = new Date(Date.now() + 20 * 60_000)
    const session = await buildSession(world.db, { person, slot, ends_at })

    const status = await world.ask(user, '/status')
    assert.match(status.text, locale === 'ru' ? /★ Higgs ru: ещё 20 мин/ : /★ Higgs en: 20 min left/)
    await world.press(user, status, `status:extend:${session.id}`)
    const { ends_at: later } = await world.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
    assert.ok(later > ends_at)
    await world.press(user, status, `status:release:${session.id}`)
    const after = await world.press(user, status, `status:release:${session.id}`)
    assert.equal(await openSessions(person.id), 0)
    assert.match(after.message.text, locale === 'ru' ? /Последний дамп: Higgs ru/ : /Latest dump: Higgs en/)
    await world.press(user, after.message, refresh)
  })

  test(`/help in ${locale} names every command, those of administrators only to them`, async () => {
    const [member, admin] = [await world.somebody({ locale }), await world.somebody({ locale, role: 'admin' })]

    const toMember = (await world.ask(member.user, '/help')).text
    const toAdmin = (await world.ask(admin.user, '/help')).text

    for (const command of [
      'slots',
      'status',
      'queue',
      'book',
      'dumps',
      'find',
      'login',
      'lang',
      'getid',
      'help',
      'start',
    ])
      assert.match(toMember, new RegExp(`^/${command}: `, 'm'))
    assert.doesNotMatch(toMember, /kick/)
    assert.match(toAdmin, /\/health: .*\n\/kick: .*\n\/reboot: /)
  })
}

test('a turn that is held is taken from /queue', async () => {
  const { user, person } = await world.somebody({ locale: 'en' })
  const slot = await buildSlot(world.db, { name: 'Turn' })
  await buildOffer(world.db, { place: await buildPlace(world.db, { person, slot }) })

  const line = await world.ask(user, '/queue')
  assert.match(line.text, /★ Turn: your turn, kept until/)
  const taken = await world.press(user, line, 'Take')

  assert.match(taken.message.text, /^Turn is yours/)
  assert.equal(await openSessions(person.id), 1)
})

test('one place in the lines of every slot of a service', async () => {
  const { user, person } = await world.somebody({ locale: 'en' })
  const boris = (await world.somebody()).person
  for (const name of ['Any 1', 'Any 2']) {
    const slot = await buildSlot(world.db, { name, service: 'any', service_name: 'Any' })
    await buildSession(world.db, { person: boris, slot })
  }

  const card = await world.press(user, await world.ask(user, '/slots'), '● Any 1')
  await world.press(user, card.message, 'Queue for any Any')
  const line = await world.ask(user, '/queue')

  assert.match(line.text, /any Any: you are next/)
  await world.press(user, line, 'Stop waiting: any Any')
  assert.equal(await world.db.places.count({ where: { person_id: person.id, left_at: null } }), 0)
})

test('the language chosen with /lang is that of everything that follows', async () => {
  const { user, person } = await world.somebody({ locale: 'ru' })

  const asked = await world.ask(user, '/lang')
  await world.press(user, asked, 'English')
  await world.press(user, asked, 'English')

  assert.equal((await world.db.people.findUniqueOrThrow({ where: { id: person.id } })).locale, 'en')
  assert.match((await world.ask(user, '/help')).text, /^Commands:/)
})

test('a refusal is said where the press was, and the card shows how things stand', async () => {
  const { user } = await world.somebody({ locale: 'en' })
  const slot = await buildSlot(world.db, { name: 'Quick' })
  const card = (await world.press(user, await world.ask(user, '/slots'), '○ Quick')).message
  await buildSession(world.db, { person: (await world.somebody({ name: 'Vera' })).person, slot })

  const no = await world.press(user, card, 'Take')

  assert.match(no.said, /^Vera has it until .*\d\d:\d\d\.$/)
  assert.match(no.message.text, /Vera, until/)
})

test('unknown words, unknown and old buttons are answered', async () => {
  const { user } = await world.somebody({ locale: 'en' })
  const board = await world.ask(user, '/slots')

  assert.match((await world.ask(user, '/nonsense')).text, /no such command/)
  for (const data of ['old:button', 'slot:eat:ppx', 'yes:kick:00000000-0000-4000-8000-000000000000'])
    assert.notEqual((await world.press(user, { ...board, buttons: [{ text: data, data }] }, data)).said, '', data)
})

test('whoever is linked to nobody is told how to link, at every command and press', async () => {
  const stranger = 39_999
  const board = await world.ask((await world.somebody({ locale: 'en' })).user, '/slots')

  for (const command of ['/slots', '/status', '/queue', '/book', '/lang', '/health', '/kick', '/reboot'])
    assert.match((await world.ask(stranger, command)).text, /ни к кому не привязан/, command)
  const pressed = await world.press(stranger, { ...board, chatId: stranger }, 'Refresh')
  assert.match(pressed.said, /ни к кому не привязан/)
})
