import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCopyDue } from './profile-copy.ts'

const ZONE = 'Europe/Moscow'
const night = new Date('2026-11-21T00:30:00Z')
const before = (hours: number) => new Date(night.getTime() - hours * 3_600_000)

const cases: [string, Parameters<typeof isCopyDue>[0], Date, boolean][] = [
  ['somebody worked there by day and it was never copied', { lastTried: null, lastLeft: before(8) }, night, true],
  ['somebody worked there since last night’s copy', { lastTried: before(24), lastLeft: before(8) }, night, true],
  ['nobody was there since', { lastTried: before(24), lastLeft: before(30) }, night, false],
  ['nobody was ever there', { lastTried: null, lastLeft: null }, night, false],
  ['somebody left a moment ago', { lastTried: null, lastLeft: before(0.4) }, night, false],
  ['it was tried tonight', { lastTried: before(0.5), lastLeft: before(0.6) }, night, false],
  ['it is day', { lastTried: null, lastLeft: before(8) }, new Date('2026-11-21T09:00:00Z'), false],
  ['it is early morning', { lastTried: null, lastLeft: before(8) }, new Date('2026-11-21T02:00:00Z'), false],
]

for (const [name, facts, now, due] of cases)
  test(`a profile of which ${name} is ${due ? 'copied' : 'left alone'}`, () =>
    assert.equal(isCopyDue(facts, now, ZONE), due))
