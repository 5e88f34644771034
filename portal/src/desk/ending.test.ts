import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeCode, tunnelFarewells } from '@taxi/contract/desk.ts'
import { EndReason } from '@taxi/contract/sessions.ts'
import { afterRefusal, afterTunnel, backOff, type Ending, isElsewhere, mayComeAgain } from './ending.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

for (const reason of EndReason.options)
  test(`a session that ended by ${reason} is over, with a sentence in both languages`, () => {
    assert.deepEqual(afterTunnel({ reason, code: closeCode(reason) }), { do: 'end', how: reason })
    for (const words of [en, ru]) assert.ok(words.ending[reason].title && words.ending[reason].says)
  })

test('a desk opened elsewhere stays closed here, even when the server’s word was lost', () => {
  assert.deepEqual(afterTunnel({ reason: 'taken_over', code: 521 }), { do: 'end', how: 'taken_over' })
  assert.deepEqual(afterTunnel({ reason: null, code: 521 }), { do: 'end', how: 'taken_over' })
})

test('a desk in another window can be had here; a slot lost in the middle of something can be had again', () => {
  const endings = Object.keys(en.ending) as Ending[]

  assert.deepEqual(endings.filter(isElsewhere), ['in_use', 'taken_over'])
  assert.deepEqual(endings.filter(mayComeAgain), ['timeout', 'idle', 'disconnect', 'no_show', 'booking_due'])
})

test('whatever else closes a tunnel is tried again, with its reason', () => {
  const again = ['machine_away', 'guacd_away', 'server_away', 'owner_away'] as const
  for (const why of again) assert.deepEqual(afterTunnel({ reason: why, code: closeCode(why) }), { do: 'again', why })
  assert.deepEqual(afterTunnel({ reason: null, code: 519 }), { do: 'again', why: 'network' })
})

test('every word the server may close a tunnel with is known to the page', () => {
  for (const farewell of tunnelFarewells) assert.ok(afterTunnel({ reason: farewell, code: closeCode(farewell) }).do)
})

test('a refusal on the way in leads to a page or to another try', () => {
  const next = Object.fromEntries(
    [
      'session.ended',
      'desk.in-use',
      'session.unknown',
      'desk.pass-spent',
      'auth.required',
      'server.unreachable',
      'server.failed',
    ].map(code => [code, afterRefusal(code)]),
  )

  assert.deepEqual(next, {
    'session.ended': { do: 'ask' },
    'desk.in-use': { do: 'end', how: 'in_use' },
    'session.unknown': { do: 'end', how: 'no_session' },
    'desk.pass-spent': { do: 'end', how: 'pass_spent' },
    'auth.required': { do: 'end', how: 'signed_out' },
    'server.unreachable': { do: 'again', why: 'network' },
    'server.failed': { do: 'again', why: 'server_away' },
  })
})

test('tries come after half a second, one, two, and then every four', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 99].map(backOff), [500, 1000, 2000, 4000, 4000, 4000])
})
