import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSlot } from '../testing/build.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { quotaText } from './quota-text.ts'

const now = new Date(2026, 10, 21, 15, 0, 0)
const resets_at = new Date(2026, 11, 3, 12, 0, 0).toISOString()
const research = { what: 'Deep Research', left: 12, resets_at }

test('what is left is told with the day of its reset, in both languages', () => {
  const slot = buildSlot({ quotas: [research] })

  assert.equal(quotaText(slot, now, en, 'en'), '12 Deep Research left, resets 3 Dec')
  assert.equal(quotaText(slot, now, ru, 'ru'), 'Deep Research: осталось 12, обновится 3 дек.')
})

test('what the service did not say is left out', () => {
  const slot = buildSlot({
    quotas: [
      { ...research, resets_at: null },
      { what: 'Pro', left: null, resets_at },
    ],
  })

  assert.equal(quotaText(slot, now, en, 'en'), '12 Deep Research left · Pro, resets 3 Dec')
  assert.equal(quotaText(slot, now, ru, 'ru'), 'Deep Research: осталось 12 · Pro: обновится 3 дек.')
})

test('a slot whose service said nothing has no such line', () => {
  assert.equal(quotaText(buildSlot(), now, en, 'en'), null)
})
