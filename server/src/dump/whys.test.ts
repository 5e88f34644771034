import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayWhy } from './whys.ts'

const cases: [string, string, string][] = [
  ['the answer was still being written', 'ответ ещё писался', 'the answer was still being written'],
  ['finish: no companion is connected', 'браузер машины не был на связи', 'the machine’s browser was not on the line'],
  ['no answer within 11 s', 'машина не ответила вовремя', 'the machine did not answer in time'],
  ['seal: no answer', 'машина не отвечает', 'the machine does not answer'],
  ['a reason nobody foresaw', 'a reason nobody foresaw', 'a reason nobody foresaw'],
]
for (const [why, russian, english] of cases)
  test(`a reader is told of «${why}» in words of their own`, () => {
    assert.equal(sayWhy(why, 'ru'), russian)
    assert.equal(sayWhy(why, 'en'), english)
  })
