import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextStepOf, sentenceOf } from './refusals.ts'

test('a refusal says what can be done instead, where there is something', () => {
  assert.equal(nextStepOf('slot.taken', 'en'), 'Queue for it, ask for it, or book a time.')
  assert.equal(nextStepOf('slot.taken', 'ru'), 'Встаньте в очередь, попросите уступить или забронируйте время.')
  assert.equal(nextStepOf('slot.unknown', 'en'), null)
})

test('what stands in the way of a template is told in the words of its own refusal', () => {
  const details = { slot: 'Gemini Ultra', why: 'slot.taken', holder: 'Anna', until: '15:00' }

  assert.equal(
    sentenceOf('template.blocked', 'en', details),
    'Gemini Ultra: Anna has it until 15:00. Nothing was taken.',
  )
  assert.equal(
    sentenceOf('template.blocked', 'ru', details),
    'Gemini Ultra: Слот занят: Anna, до 15:00. Ничего не занято.',
  )
  assert.equal(sentenceOf('template.blocked', 'en', { why: '{why}' }), ':  Nothing was taken.')
})
