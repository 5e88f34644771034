import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysAhead, daysFrom, rangeOf, wallTimeOf, weeksLater } from './booking-time.ts'

const starts: [name: string, zone: string, date: string, startTime: string, at: string][] = [
  ['a zone without summer time', 'Europe/Moscow', '2026-11-23', '14:30', '2026-11-23T11:30:00Z'],
  ['winter', 'Europe/Berlin', '2026-12-01', '09:00', '2026-12-01T08:00:00Z'],
  ['summer', 'Europe/Berlin', '2026-07-01', '09:00', '2026-07-01T07:00:00Z'],
  ['before the clock goes forward', 'Europe/Berlin', '2027-03-28', '01:55', '2027-03-28T00:55:00Z'],
  [
    'an hour that does not exist means the one after it',
    'Europe/Berlin',
    '2027-03-28',
    '02:30',
    '2027-03-28T01:30:00Z',
  ],
  ['after the clock went forward', 'Europe/Berlin', '2027-03-28', '03:30', '2027-03-28T01:30:00Z'],
  ['an hour that comes twice is its first', 'Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
  ['after the hour that came twice', 'Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T02:00:00Z'],
  ['half an hour off', 'Asia/Kolkata', '2026-11-23', '10:00', '2026-11-23T04:30:00Z'],
]
for (const [name, zone, date, startTime, at] of starts)
  test(`a booking begins: ${name}`, () => {
    assert.equal(rangeOf({ date, startTime }, 60, zone).startsAt.toISOString(), new Date(at).toISOString())
  })

test('a booking’s length is real minutes, also over a change of the clock', () => {
  for (const date of ['2027-03-28', '2026-10-25', '2026-11-23']) {
    const { startsAt, endsAt } = rangeOf({ date, startTime: '01:00' }, 180, 'Europe/Berlin')

    assert.equal(endsAt.getTime() - startsAt.getTime(), 180 * 60_000)
  }
})

test('a weekly booking stays at its time of day when the clock changes', () => {
  const weeks = [0, 1].map(week =>
    rangeOf({ date: weeksLater('2027-03-22', week), startTime: '10:00' }, 60, 'Europe/Berlin'),
  )

  assert.deepEqual(
    weeks.map(({ startsAt }) => startsAt.toISOString()),
    ['2027-03-22T09:00:00.000Z', '2027-03-29T08:00:00.000Z'],
  )
  assert.equal(weeksLater('2026-12-28', 1), '2027-01-04')
})

test('what the clock on the wall shows', () => {
  assert.deepEqual(wallTimeOf(new Date('2026-11-23T21:05:00Z'), 'Europe/Moscow'), {
    date: '2026-11-24',
    startTime: '00:05',
  })
})

test('days are counted on the company’s calendar, not in hours', () => {
  const lateEvening = new Date('2026-11-23T20:59:00Z')

  assert.equal(daysAhead('2026-11-23', lateEvening, 'Europe/Moscow'), 0)
  assert.equal(daysAhead('2026-11-24', lateEvening, 'Europe/Moscow'), 1)
  assert.equal(daysAhead('2026-12-07', lateEvening, 'Europe/Moscow'), 14)
  assert.equal(daysAhead('2026-11-22', lateEvening, 'Europe/Moscow'), -1)
})

test('a week is seven days from midnight to midnight, one of them longer or shorter twice a year', () => {
  const hours = (from: string) =>
    daysFrom(from, 7, 'Europe/Berlin').map(
      ({ startsAt, endsAt }) => (endsAt.getTime() - startsAt.getTime()) / 3_600_000,
    )

  assert.deepEqual(hours('2026-11-23'), [24, 24, 24, 24, 24, 24, 24])
  assert.deepEqual(hours('2027-03-22'), [24, 24, 24, 24, 24, 24, 23])
  assert.deepEqual(hours('2026-10-19'), [24, 24, 24, 24, 24, 24, 25])
  assert.equal(daysFrom('2026-12-28', 7, 'Europe/Berlin').at(-1)?.date, '2027-01-03')
})
