import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plural } from './plural.ts'

const minutes = ['минута', 'минуты', 'минут'] as const

test('Russian counts minutes in three forms', () => {
  const said = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 122].map(n => `${n} ${plural('ru', n, minutes)}`)

  assert.deepEqual(said, [
    '0 минут',
    '1 минута',
    '2 минуты',
    '4 минуты',
    '5 минут',
    '11 минут',
    '12 минут',
    '14 минут',
    '21 минута',
    '22 минуты',
    '25 минут',
    '101 минута',
    '111 минут',
    '112 минут',
    '122 минуты',
  ])
})

test('English has one form for one and another for the rest', () => {
  assert.deepEqual(
    [0, 1, 2, 21].map(n => plural('en', n, ['chat', 'chats'])),
    ['chats', 'chat', 'chats', 'chats'],
  )
})
