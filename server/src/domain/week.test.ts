import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastMonday, thisMonday, type WeekFacts, type WeekSlot, weekOf } from './week.ts'

const ZONE = 'Europe/Moscow'
const slot = (id: string, service: string, monthlyCost = 20_000): WeekSlot => ({
  id,
  name: id,
  service,
  serviceName: service.toUpperCase(),
  monthlyCost,
  currency: 'USD',
})
/** On a day of the week from Monday the 16th, on Moscow's clock. */
const at = (day: number, hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 16 + day, hour - 3, minute))
const turn = (slotId: string, from: Date, to: Date, personId = 'anna') => ({
  slotId,
  personId,
  startsAt: from,
  endsAt: to,
})
const week = (facts: Partial<WeekFacts>) =>
  weekOf(
    '2026-11-16',
    { slots: [slot('a', 'x'), slot('b', 'x'), slot('c', 'y')], sessions: [], denied: [], ...facts },
    ZONE,
  )

test('the load of an hour is how many slots were busy then, averaged over five working days', () => {
  const { byHour } = week({
    sessions: [
      turn('a', at(0, 10), at(0, 11)),
      turn('b', at(0, 10), at(0, 10, 30)),
      turn('c', at(1, 10), at(1, 12)),
      // A Saturday counts for nothing here.
      turn('c', at(5, 10), at(5, 12)),
    ],
  })

  assert.deepEqual(byHour[10], {
    hour: 10,
    busy: 0.5,
    of: [
      { service: 'x', busy: 0.3 },
      { service: 'y', busy: 0.2 },
    ],
  })
  assert.equal(byHour[11]?.busy, 0.2)
  assert.equal(
    byHour.reduce((sum, each) => sum + each.busy, 0),
    0.7,
  )
})

test('three slots busy all working day long are a load of one', () => {
  const sessions = [0, 1, 2, 3, 4].flatMap(day => ['a', 'b', 'c'].map(id => turn(id, at(day, 9), at(day, 18))))

  assert.equal(week({ sessions }).load, 1)
})

test('an hour costs the week’s share of the month by the hours that were used, weekends too; the unused go first', () => {
  const { costs } = week({ sessions: [turn('a', at(0, 9), at(0, 11)), turn('c', at(6, 9), at(6, 19))] })

  assert.deepEqual(
    costs.map(({ id, hours, weekCost, perHour }) => [id, hours, weekCost, perHour]),
    [
      ['b', 0, 4600, null],
      ['a', 2, 4600, 2300],
      ['c', 10, 4600, 460],
    ],
  )
})

test('a session that began before the week or ended after it counts with what lies within', () => {
  const { costs, sessions } = week({ sessions: [turn('a', at(-1, 23), at(0, 1)), turn('a', at(6, 23), at(7, 4))] })

  assert.equal(costs.find(({ id }) => id === 'a')?.hours, 2)
  assert.equal(sessions, 2)
})

test('somebody who presses again within a quarter of an hour wanted it once', () => {
  const press = (personId: string, hour: number, minute: number) => ({
    service: 'x',
    personId,
    at: at(1, hour, minute),
  })
  const { wanted } = week({
    denied: [
      press('anna', 10, 0),
      press('anna', 10, 5),
      press('anna', 10, 19),
      press('anna', 12, 0),
      press('boris', 10, 1),
    ],
  })

  assert.deepEqual(wanted, [{ service: 'x', serviceName: 'X', times: 3, people: 2 }])
})

test('what is free of charge has no cost, and an empty week has nothing', () => {
  const { costs, wanted, load, people } = week({ slots: [slot('a', 'x', 0)] })

  assert.deepEqual([costs, wanted, load, people], [[], [], 0, 0])
})

test('a week in which the clock is changed has its 167 hours, each once', () => {
  const slots = [slot('a', 'x')]
  const [from, to] = [new Date('2026-03-22T23:00:00Z'), new Date('2026-03-29T22:00:00Z')]
  const { costs } = weekOf('2026-03-23', { slots, sessions: [turn('a', from, to)], denied: [] }, 'Europe/Berlin')

  assert.equal(costs[0]?.hours, 167)
})

const mondays: [now: string, thisOne: string, last: string][] = [
  ['2026-11-23T06:00:00Z', '2026-11-23', '2026-11-16'],
  ['2026-11-22T20:59:00Z', '2026-11-16', '2026-11-09'],
  // Already Monday in Moscow.
  ['2026-11-22T21:00:00Z', '2026-11-23', '2026-11-16'],
  ['2027-01-01T12:00:00Z', '2026-12-28', '2026-12-21'],
]
for (const [now, thisOne, last] of mondays)
  test(`at ${now} the week is that of ${thisOne}, and the last one that of ${last}`, () => {
    assert.equal(thisMonday(new Date(now), ZONE), thisOne)
    assert.equal(lastMonday(new Date(now), ZONE), last)
  })
