import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type BookingWorld, openBookingWorld } from '../testing/booking-world.ts'
import { buildSlot } from '../testing/build.ts'
import { next } from '../testing/queue-world.ts'
import { tellOfThresholds } from './tell-of-thresholds.ts'

let world: BookingWorld
before(async () => {
  world = await openBookingWorld()
})
after(() => world.server.close())
beforeEach(() => world.empty())

test('a slot that is promised by the mere passing of time is told to everybody who looks', async () => {
  const { guest, db, book, clock, server } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  await book(anna, slot, 30)
  await server.settled()
  const line = server.line(boris.token)
  await next(line, 'hello')
  let since = clock.now()
  const told: string[] = []
  line.on('slot.update', ({ slot }) => told.push(slot.state))
  const later = async (minutes: number) => {
    clock.pass({ minutes })
    since = await tellOfThresholds(server.parts, since)
    await server.settled()
  }

  await later(14)
  assert.deepEqual(told, [])
  const heard = next(line, 'slot.update', event => event.slot.state === 'booked')
  for (const minutes of [1, 9, 1]) await later(minutes)
  const { slot: promised } = await heard

  assert.deepEqual([promised.booking?.name, promised.may.occupy], ['Anna', { code: 'slot.booked' }])
})
