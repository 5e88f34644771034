import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anna, buildBooking, buildSlot, buildWeek } from '../testing/build.ts'
import { blocksOf } from './blocks.ts'
import { weekWith } from './with-booking.ts'

const now = new Date('2026-11-21T12:00:00.000Z')
const week = buildWeek()
const free = buildSlot()
const busy = buildSlot({ state: 'busy', holder: anna, until: '2026-11-21T13:30:00.000Z' })

test('a booking that was just made stands in its week, one of another week does not', () => {
  const booked = weekWith(week, buildBooking())
  const elsewhere = { starts_at: '2026-12-21T15:00:00.000Z', ends_at: '2026-12-21T16:00:00.000Z' }

  const [block] = blocksOf(booked, [free], now)
  assert.deepEqual([block?.date, block?.from, block?.to, block?.who], ['2026-11-21', 900, 960, 'Anna'])
  assert.deepEqual(weekWith(week, buildBooking(elsewhere)).bookings, [])
})

test('a booking that is cancelled goes, one that was kept stays', () => {
  const booked = weekWith(week, buildBooking())
  assert.deepEqual(weekWith(booked, buildBooking({ status: 'cancelled' })).bookings, [])
  assert.equal(blocksOf(weekWith(booked, buildBooking({ status: 'kept' })), [free], now).length, 1)
})

test('bookings of slots that are not shown are not shown', () => {
  assert.deepEqual(blocksOf(weekWith(week, buildBooking({ slot_id: 'other' })), [free], now), [])
})

test('a running session stands from now until its end', () => {
  const [block] = blocksOf(week, [busy], now)
  assert.deepEqual([block?.from, block?.to, block?.booking], [720, 810, null])
})

test('whoever sits there by a booking is shown once', () => {
  const kept = buildBooking({
    status: 'kept',
    starts_at: '2026-11-21T11:30:00.000Z',
    ends_at: '2026-11-21T13:30:00.000Z',
  })
  const blocks = blocksOf(weekWith(week, kept), [busy], now)
  assert.deepEqual(
    blocks.map(block => block.booking?.id),
    [kept.id],
  )
})
