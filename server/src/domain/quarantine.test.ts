import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorsInWords, isSameError, type MachineErrorNoted, setAsideUntil } from './quarantine.ts'

const now = new Date('2026-11-21T10:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const error = (minutes: number, sessionId: string | null = null, what = 'fell'): MachineErrorNoted => ({
  what,
  sessionId,
  at: ago(minutes),
})

test('three errors in ten minutes set a machine aside for a quarter of an hour', () => {
  assert.deepEqual(setAsideUntil([error(9), error(5), error(0)], now), new Date('2026-11-21T10:15:00Z'))
})

test('two do not, nor three over a longer time', () => {
  assert.equal(setAsideUntil([error(5), error(0)], now), null)
  assert.equal(setAsideUntil([error(10), error(5), error(0)], now), null)
})

test('the same trouble of one session, tried again and again, is one error', () => {
  const noted = [error(2, 'anna', 'prepare')]

  assert.equal(isSameError(noted, error(0, 'anna', 'prepare')), true)
  assert.equal(isSameError(noted, error(0, 'anna', 'clean')), false)
  assert.equal(isSameError(noted, error(0, 'boris', 'prepare')), false)
})

test('a browser that falls twice has fallen twice', () => {
  assert.equal(isSameError([error(1)], error(0)), false)
})

test('what set it aside is told once each, with how often', () => {
  const fell = { what: 'fell', why: 'browser' }
  const clean = { what: 'clean', why: 'the profile is locked' }

  assert.equal(
    errorsInWords([fell, clean, fell]),
    'it ended by itself: browser (2 times); a seat was not cleaned: the profile is locked',
  )
})
