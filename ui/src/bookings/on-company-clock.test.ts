import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '@taxi/contract/client.ts'
import { en } from '../words/en.ts'
import { troubleOf } from '../words/refusal-text.ts'
import { onCompanyClock } from './on-company-clock.ts'

const details = { holder: 'Anna', from: '2026-11-22T22:00:00.000Z', until: '2026-11-22T23:30:00.000Z' }
const refused = new Refused(409, { code: 'slot.booked', message: '', id: '1', details })

test('a refused time is told by the company’s clock, wherever the reader is', () => {
  const { text } = troubleOf(onCompanyClock(refused, 'Europe/Berlin', '2026-11-22', 'en'), en, 'en')
  assert.match(text, /Anna from 23:00 until 23 Nov, 00:30/)
})

test('what is no refusal stays what it is', () => {
  const broken = new Error('broken')
  assert.equal(onCompanyClock(broken, 'UTC', '2026-11-22', 'en'), broken)
})
