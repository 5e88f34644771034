import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quotasNow, type ToldQuota } from './quotas.ts'

const now = new Date('2026-11-21T12:00:00Z')
const told = (given: Partial<ToldQuota>): ToldQuota => ({
  what: 'Deep Research',
  left: 12,
  resetsAt: null,
  toldAt: now,
  ...given,
})
const shown = (quota: ToldQuota) => quotasNow([quota], now).quotas ?? []

test('a quota is shown as the service told it', () => {
  const resetsAt = new Date('2026-12-03T00:00:00Z')

  assert.deepEqual(shown(told({ resetsAt, toldAt: new Date('2026-11-10T00:00:00Z') })), [
    { what: 'Deep Research', left: 12, resets_at: '2026-12-03T00:00:00.000Z' },
  ])
})

test('after its reset nobody knows what is left, so nothing is shown', () => {
  assert.deepEqual(shown(told({ resetsAt: now })), [])
})

test('a number without a date is shown for a day', () => {
  assert.equal(shown(told({ toldAt: new Date('2026-11-20T13:00:00Z') })).length, 1)
  assert.equal(shown(told({ toldAt: new Date('2026-11-20T11:00:00Z') })).length, 0)
})

test('where nothing was told the slot does not speak of quotas', () => {
  assert.deepEqual(quotasNow([], now), {})
})
