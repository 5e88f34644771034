import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backOff, dumpAfter, type Failure, failureOf, isPoison, type SendError, verdictOn } from './delivery.ts'

const MB = 1024 * 1024
const now = new Date('2026-11-21T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

const meanings: [string, SendError, number, Failure][] = [
  ['Telegram names the seconds', { code: 429, retryAfter: 37 }, 0, { type: 'too_many', seconds: 37 }],
  [
    'a person who blocked the bot',
    { code: 403, description: 'bot was blocked by the user' },
    0,
    { type: 'unreachable' },
  ],
  ['a chat that never was', { code: 400, description: 'Bad Request: chat not found' }, 0, { type: 'unreachable' }],
  ['a repeated edit', { code: 400, description: 'message is not modified' }, 9, { type: 'already_so' }],
  ['a deleted placeholder', { code: 400, description: 'message to edit not found' }, 9, { type: 'no_placeholder' }],
  ['too old to edit', { code: 400, description: "message can't be edited" }, 9, { type: 'no_placeholder' }],
  [
    'no media in it',
    { code: 400, description: 'there is no media in the message to edit' },
    9,
    { type: 'not_editable' },
  ],
  ['another 400', { code: 400, description: 'wrong file identifier' }, 9, { type: 'never' }],
  ['a refused token', { code: 401 }, 0, { type: 'token_refused' }],
  ['too large', { code: 413 }, 60 * MB, { type: 'never' }],
  ['trouble at Telegram', { code: 502 }, 9, { type: 'ambiguous' }],
  ['nobody listens', { errno: 'ECONNREFUSED' }, 9, { type: 'away' }],
  ['no such name', { errno: 'ENOTFOUND' }, 9, { type: 'away' }],
  ['a cut connection', { errno: 'ECONNRESET' }, 9, { type: 'ambiguous' }],
  ['a timeout', { errno: '' }, 9, { type: 'ambiguous' }],
  ['our own file is gone', { errno: 'ENOENT' }, 9, { type: 'never' }],
  ['a page for a small file', { notJson: true }, 9, { type: 'ambiguous' }],
  ['a page for a large file', { notJson: true }, 60 * MB, { type: 'never' }],
]
for (const [name, error, bytes, failure] of meanings)
  test(`what an error means: ${name}`, () => assert.deepEqual(failureOf(error, bytes), failure))

const fresh = { startedAttempts: 1, finishedAttempts: 0, createdAt: now, expiresAt: null }

test('429 is obeyed to the second, never earlier, and is not counted', () => {
  const verdict = verdictOn(fresh, { type: 'too_many', seconds: 37 }, now, 0)

  assert.deepEqual(verdict, { type: 'again', afterMs: 37_000, counted: false, forgetPlaceholder: false })
  const latest = verdictOn(fresh, { type: 'too_many', seconds: 37 }, now, 1)
  assert.ok(latest.type === 'again' && latest.afterMs <= 37_500)
})

test('while Telegram is away a delivery waits longer and longer, five minutes at most, and never dies of it', () => {
  const waits = [0, 1, 20, 600].map(age => {
    const row = { ...fresh, createdAt: minutesAgo(age), finishedAttempts: 500 }
    const verdict = verdictOn(row, { type: 'away' }, now, 0.5)
    assert.ok(verdict.type === 'again' && !verdict.counted)
    return verdict.afterMs
  })

  assert.deepEqual(waits, [1_000, 15_000, 300_000, 300_000])
})

test('an unknown outcome is tried twenty times, then set aside', () => {
  const nineteenth = verdictOn({ ...fresh, finishedAttempts: 18 }, { type: 'ambiguous' }, now, 0.5)
  assert.ok(nineteenth.type === 'again' && nineteenth.counted && nineteenth.afterMs === 3600_000)

  assert.deepEqual(verdictOn({ ...fresh, finishedAttempts: 19 }, { type: 'ambiguous' }, now, 0.5), { type: 'dead' })
})

test('what would come after the delivery expires is not tried', () => {
  const expiresAt = new Date(now.getTime() + 10_000)

  assert.deepEqual(verdictOn({ ...fresh, expiresAt }, { type: 'too_many', seconds: 20 }, now, 0), { type: 'dead' })
})

test('a placeholder somebody deleted is forgotten at once', () => {
  assert.deepEqual(verdictOn(fresh, { type: 'no_placeholder' }, now, 0), {
    type: 'again',
    afterMs: 0,
    forgetPlaceholder: true,
    counted: true,
  })
})

test('what began four times and never ended is poison', () => {
  assert.equal(isPoison({ startedAttempts: 3, finishedAttempts: 0 }), false)
  assert.equal(isPoison({ startedAttempts: 4, finishedAttempts: 0 }), true)
  assert.equal(isPoison({ startedAttempts: 9, finishedAttempts: 8 }), false)
})

test('back-off doubles up to its limit and scatters by a fifth', () => {
  assert.deepEqual(
    [1, 2, 3, 40].map(attempt => backOff(attempt, 60_000, 0.5)),
    [1_000, 2_000, 4_000, 60_000],
  )
  assert.equal(backOff(1, 60_000, 0), 800)
  assert.equal(backOff(1, 60_000, 1), 1_200)
})

test('a dump is delivered when every part is, kept when one cannot be', () => {
  const rows = (...states: string[]) => states.map(state => ({ state }))

  assert.equal(dumpAfter(rows('sent', 'queued')), null)
  assert.equal(dumpAfter(rows('sent', 'placeholder', 'dead')), null)
  assert.equal(dumpAfter(rows('sent', 'sent')), 'delivered')
  assert.equal(dumpAfter(rows('sent', 'dead')), 'kept')
  assert.equal(dumpAfter([]), 'kept')
})
