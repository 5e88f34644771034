import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '@taxi/contract/client.ts'
import { en } from './en.ts'
import { refusalText, troubleOf } from './refusal-text.ts'

const now = new Date(2026, 10, 21, 15, 0, 0)
const until = new Date(2026, 10, 21, 15, 40).toISOString()

test('who lost the race for a slot hears who has it and until when, by their own clock', () => {
  const error = new Refused(409, { code: 'slot.taken', message: '', id: 'abc', details: { holder: 'Anna', until } })

  assert.deepEqual(troubleOf(error, en, 'en', now), {
    text: 'Anna has it until 15:40.',
    next: 'Queue for it, ask for it, or book a time.',
    id: null,
  })
})

test('something broken comes with an id to quote, a refusal without', () => {
  const broken = new Refused(500, { code: 'server.failed', message: '', id: 'deadbeef' })

  assert.deepEqual(troubleOf(broken, en, 'en', now).id, 'deadbeef')
})

test('a silent server is told apart from one that says no', () => {
  const silent = new Refused(0, { code: 'server.unreachable', message: 'TypeError: Failed to fetch', id: '' })

  assert.equal(troubleOf(silent, en, 'en', now).text, en.line.unreachable)
})

test('a code of a newer server falls back to the sentence it sent', () => {
  const unknown = new Refused(409, { code: 'slot.haunted', message: 'Слот занят призраком.', id: '1' })

  assert.equal(refusalText('slot.haunted', {}, 'ru', now), null)
  assert.equal(troubleOf(unknown, en, 'en', now).text, 'Слот занят призраком.')
})
