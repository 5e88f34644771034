import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DumpView } from '@taxi/contract/dumps.ts'
import { buildDump } from '../testing/build.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { dumpLine, howFar, isReadable } from './dump-line.ts'

const NOW = new Date('2026-11-21T14:00:00Z')
const line = (given: Partial<DumpView>, words: typeof en = en) =>
  dumpLine(buildDump(given), NOW, words, words === en ? 'en' : 'ru').replaceAll('\u00a0', ' ')

test('while a dump is made, its line says which step of how many', () => {
  const at = (stage: 'sealing' | 'collecting' | 'assembling' | 'sending', done: number, total: number) =>
    ({ progress: { stage, done, total } }) as const

  assert.equal(line({ state: 'sealing', ...at('sealing', 2, 6) }), 'Sealing, 2 of 6')
  assert.equal(line({ state: 'pulling', ...at('collecting', 3, 5) }, ru), 'Забираем, 3 из 5')
  assert.equal(line({ state: 'pulling', ...at('collecting', 0, 0) }), 'Collecting…')
  assert.equal(line({ state: 'sealing' }), 'Being sealed')
  assert.match(line({ state: 'ready', ...at('sending', 1, 2) }), /^Sending to Telegram, 1 of 2 · 1 chat · /)
})

test('a finished dump says what is in it and until when it is kept', () => {
  assert.equal(line({}), 'Ready to download · 1 chat · 1 download · 3.4 MB · kept until 5 Dec')
})

test('a dump its person deleted says so, one that is too old is gone', () => {
  assert.equal(line({ state: 'expired', deleted_at: NOW.toISOString() }), 'Deleted here')
  assert.equal(line({ state: 'expired' }), 'Gone')
})

test('the way goes forward from step to step and is not shown where there is none', () => {
  const stages = [
    ['sealing', 0, 6],
    ['sealing', 6, 6],
    ['collecting', 2, 4],
    ['assembling', 1, 2],
    ['sending', 1, 2],
    ['sending', 2, 2],
  ] as const
  const way = stages.map(([stage, done, total]) => howFar(buildDump({ progress: { stage, done, total } })) ?? -1)

  assert.deepEqual(way, way.toSorted())
  assert.deepEqual([way[0], way.at(-1)], [0, 1])
  assert.equal(howFar(buildDump({})), null)
})

test('what is made, deleted or empty cannot be read', () => {
  assert.equal(isReadable(buildDump({})), true)
  for (const given of [{ state: 'pulling' }, { state: 'expired' }, { parts: [] }] satisfies Partial<DumpView>[])
    assert.equal(isReadable(buildDump(given)), false)
})
