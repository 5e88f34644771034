import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renewalDue } from './renewal.ts'

const table: [daysLeft: number, due: number | null][] = [
  [8, null],
  [7, 7],
  [5, 7],
  [3, 3],
  [2, 3],
  [1, 1],
  [0, 1],
  [-1, null],
]

for (const [daysLeft, due] of table)
  test(`with ${daysLeft} days left the telling of ${due ?? 'no'} days before is due`, () => {
    assert.equal(renewalDue(daysLeft), due)
  })
