import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closeCode } from './desk.ts'
import { EndReason } from './sessions.ts'

test('a tunnel closes with the Guacamole code of its reason, and with "session closed" for every other end', () => {
  const known = { idle: 522, machine_lost: 515, taken_over: 521, owner_away: 518, signed_out: 769, guacd_away: 520 }
  for (const [farewell, code] of Object.entries(known)) assert.equal(closeCode(farewell as keyof typeof known), code)

  for (const reason of EndReason.options) if (!Object.hasOwn(known, reason)) assert.equal(closeCode(reason), 523)
})
