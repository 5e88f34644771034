import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type BookingWorld, openBookingWorld } from '../../testing/booking-world.ts'
import { buildSlot } from '../../testing/build.ts'

let world: BookingWorld
before(async () => {
  world = await openBookingWorld()
})
after(() => world.server.close())
beforeEach(() => world.empty())

const feed = async (url: string) => {
  const response = await world.server.fetch(new URL(url).pathname)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}
const stamp = (at: string) => at.replace(/[-:]|\.\d{3}/g, '')

test('a calendar program reads the person’s own bookings at a secret address, without signing in', async () => {
  const { guest, db, book } = world
  const slot = await buildSlot(db, { name: 'Gemini; the first, "big" one' })
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const [mine, gone] = [await book(anna, slot, 60), await book(anna, slot, 180)]
  await book(boris, slot, 300)
  await anna.client.call('cancelBooking', { params: { id: gone.id } })

  const { url } = await anna.client.call('calendarFeed')
  const { status, type, text } = await feed(url)

  assert.deepEqual([status, type], [200, 'text/calendar; charset=utf-8'])
  assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 1)
  const lines = text.split('\r\n')
  for (const line of [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `UID:${mine.id}@vdi-taxi`,
    `DTSTART:${stamp(mine.starts_at)}`,
    `DTEND:${stamp(mine.ends_at)}`,
    'SUMMARY:Gemini\\; the first\\, "big" one',
    'END:VCALENDAR',
  ])
    assert.ok(lines.includes(line), `${line} is in\n${text}`)
  assert.equal((await anna.client.call('calendarFeed')).url, url)
})

test('a new address ends the old one; nobody guesses one, and a disabled person’s is gone', async () => {
  const { guest, db } = world
  const anna = await guest('Anna')
  const { url: old } = await anna.client.call('calendarFeed')

  const { url } = await anna.client.call('renewCalendarFeed')

  assert.notEqual(url, old)
  assert.deepEqual([(await feed(old)).status, (await feed(url)).status], [404, 200])
  assert.equal((await feed(url.replace(/\.ics$/, ''))).status, 404)
  assert.equal((await feed(url.replace(/..\.ics$/, 'xx.ics'))).status, 404)
  const row = await db.people.findUniqueOrThrow({ where: { id: anna.person.id } })
  assert.ok(!JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? '' : value)).includes(url.slice(-30, -4)))
  await db.people.update({ where: { id: anna.person.id }, data: { disabled_at: new Date() } })
  assert.equal((await feed(url)).status, 404)
})
