import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Closing } from './dump.ts'
import { mayRepairNow, rebootStanding } from './repair.ts'

const now = new Date('2026-11-21T10:30:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const done = { ok: true, at: now.toISOString() }
const failed = { ok: false, at: now.toISOString() }
const sealed: Closing = { tabs: done, seal_screen: done, finish: failed, seal_files: done, keep_cookies: done }

const seats: [string, Parameters<typeof mayRepairNow>[1], boolean][] = [
  ['a machine nobody has', null, true],
  ['somebody sits there', { closingSince: null, closing: {} }, false],
  ['the seat is being sealed', { closingSince: ago(1), closing: { tabs: done } }, false],
  ['sealed, and to be cleaned', { closingSince: ago(1), closing: sealed }, false],
  ['sealed, and it cannot be cleaned', { closingSince: ago(30), closing: { ...sealed, clean: failed } }, true],
  ['nothing answers since the hard stop', { closingSince: ago(60), closing: { clean: failed } }, true],
]

for (const [name, seat, may] of seats)
  test(`${name}: ${may ? 'it may' : 'it may not'} be started anew now`, () => {
    assert.equal(mayRepairNow('restart', seat, now), may)
    assert.equal(mayRepairNow('reboot', seat, now), may)
  })

test('a profile is copied at a clean seat only', () => {
  assert.equal(mayRepairNow('backup', null, now), true)
  assert.equal(mayRepairNow('restore', { closingSince: ago(60), closing: { ...sealed, clean: failed } }, now), false)
})

const looks: [string, Date, Parameters<typeof rebootStanding>[1], ReturnType<typeof rebootStanding>][] = [
  ['nobody has looked since', ago(60), { isHealthy: true, failingSince: null, at: ago(61) }, 'running'],
  [
    'the look may have met it before it went down',
    ago(10),
    { isHealthy: true, failingSince: null, at: ago(5) },
    'running',
  ],
  ['it is well again', ago(60), { isHealthy: true, failingSince: null, at: ago(2) }, 'done'],
  ['it fails since a moment ago', ago(60), { isHealthy: true, failingSince: ago(20), at: ago(2) }, 'running'],
  ['it did not come back', ago(300), { isHealthy: false, failingSince: ago(280), at: ago(2) }, 'failed'],
]

for (const [name, began, look, standing] of looks)
  test(`a reboot of which ${name} is ${standing}`, () => assert.equal(rebootStanding(began, look, now), standing))
