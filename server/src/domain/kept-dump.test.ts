import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isToBeLetGo, type KeptDump, whyNotDelete, whyNotResend } from './kept-dump.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const dump: KeptDump = {
  state: 'delivered',
  deletedAt: null,
  expiresAt: new Date('2026-12-05T12:00:00Z'),
  onItsWay: false,
}
const receiver = { hasBot: true, isLinked: true }

const resend: [string, Partial<KeptDump>, Partial<typeof receiver>, string | null][] = [
  ['a delivered dump may be sent again', {}, {}, null],
  ['a dump that only lay in the portal may be sent', { state: 'kept' }, {}, null],
  ['a dump being put together may not', { state: 'assembling' }, {}, 'dump.not-ready'],
  ['a dump past its days may not', { state: 'expired' }, {}, 'dump.expired'],
  ['a dump whose days ended a moment ago may not', { expiresAt: NOW }, {}, 'dump.expired'],
  ['a deleted dump may not', { state: 'expired', deletedAt: NOW }, {}, 'dump.deleted'],
  ['without a bot it may not', {}, { hasBot: false }, 'telegram.no-bot'],
  ['without a linked Telegram it may not', {}, { isLinked: false }, 'telegram.not-linked'],
  ['a dump on its way may not', { onItsWay: true }, {}, 'dump.on-its-way'],
]
for (const [sentence, given, who, answer] of resend)
  test(sentence, () => assert.equal(whyNotResend({ ...dump, ...given }, { ...receiver, ...who }, NOW), answer))

test('a dump may be deleted as soon as its seat is sealed', () => {
  assert.equal(whyNotDelete({ state: 'sealing' }), 'dump.not-ready')
  for (const state of ['pulling', 'assembling', 'ready', 'delivered', 'kept', 'expired'])
    assert.equal(whyNotDelete({ state }), null)
})

const held = { state: 'delivered', keeps: false, owed: false, parts: 2, arrived: 2 }
const letGo: [string, Partial<typeof held>, boolean][] = [
  ['whoever keeps nothing loses a dump here once it was delivered', {}, true],
  ['whoever keeps dumps does not', { keeps: true }, false],
  ['a dump still on its way stays', { state: 'ready' }, false],
  ['a dump that could not be delivered stays', { state: 'kept' }, false],
  ['a dump of which a file went as a link stays', { arrived: 1 }, false],
  ['a dump whose machine still owes something stays', { owed: true }, false],
]
for (const [sentence, given, answer] of letGo)
  test(sentence, () => assert.equal(isToBeLetGo({ ...held, ...given }), answer))
