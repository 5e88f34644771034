import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { waitText } from './wait-text.ts'

const range = (from_min: number, to_min: number) => ({ from_min, to_min })
const line = (waiting: number, position: number | null, estimate: { from_min: number; to_min: number } | null) => ({
  waiting,
  position,
  estimate,
})

const table: [name: string, given: ReturnType<typeof line>, en: string | null, ru: string | null][] = [
  ['nobody waits', line(0, null, null), null, null],
  ['nobody waits, though a wait could be told', line(0, null, range(5, 9)), null, null],
  ['one waits', line(1, null, null), '1 person waits', 'ждёт 1'],
  ['three wait', line(3, null, range(10, 20)), '3 wait · about 10–20 min', 'ждут 3 · около 10–20 мин'],
  ['I am next', line(2, 1, range(0, 4)), 'you are next · up to 4 min', 'вы на очереди · до 4 мин'],
  ['I am second', line(3, 2, range(7, 7)), 'you are 2nd in line · about 7 min', 'место 2 из 3 · около 7 мин'],
  ['I am eleventh', line(12, 11, null), 'you are 11th in line', 'место 11 из 12'],
  ['it is about to be free', line(1, 1, range(0, 0)), 'you are next · any minute', 'вы на очереди · вот-вот'],
]

for (const [name, given, english, russian] of table)
  test(`how the line stands: ${name}`, () => {
    const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null

    assert.equal(plain(waitText(given, en)), english)
    assert.equal(plain(waitText(given, ru)), russian)
  })
