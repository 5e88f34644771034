import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayBeForgotten } from './leftover.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const daysAgo = (n: number) => new Date(NOW.getTime() - n * 24 * 3_600_000)
const dump = (state: string) => ({ dump: { state } })

const cases: [string, Parameters<typeof mayBeForgotten>[0], boolean][] = [
  ['a machine keeps what is sealed for a dump under way', { sealedAt: daysAgo(1), session: dump('pulling') }, false],
  ['it keeps what a finished dump may still want from it', { sealedAt: daysAgo(1), session: dump('kept') }, false],
  ['it keeps what a running session has sealed', { sealedAt: daysAgo(20), session: { dump: null } }, false],
  ['it forgets what was sealed for a dump that is gone', { sealedAt: daysAgo(0), session: dump('expired') }, true],
  ['what nobody here knows of has its days', { sealedAt: daysAgo(13), session: null }, false],
  ['after them it is forgotten', { sealedAt: daysAgo(15), session: null }, true],
]
for (const [sentence, given, answer] of cases)
  test(sentence, () => assert.equal(mayBeForgotten(given, NOW, 14), answer))
