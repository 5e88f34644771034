import assert from 'node:assert/strict'
import { test } from 'node:test'
import { telegramAnswer } from './telegram-answer.ts'

const confirmed = { id: 41, first_name: 'Анна?', auth_date: 1_700_000_000, hash: 'ab' }
const urlSafe = Buffer.from(JSON.stringify(confirmed)).toString('base64url')

test('what Telegram’s sign-in page confirmed is read, in whatever letters the name is', () => {
  assert.deepEqual(telegramAnswer(`#tgAuthResult=${urlSafe}`), { widget: confirmed })
})

test('a Mini App’s data are taken as they are, for they are signed as they are', () => {
  const data = 'query_id=1&user=%7B%22id%22%3A41%7D&hash=ab'

  assert.deepEqual(telegramAnswer(`#tgWebAppData=${encodeURIComponent(data)}&tgWebAppVersion=7.0`), { init_data: data })
})

test('whoever pressed Cancel, or came by themselves, is not confirmed', () => {
  for (const hash of ['#tgAuthResult=false', '#tgAuthResult=', '', '#tgAuthResult=%%%', `#tgAuthResult=${btoa('7')}`])
    assert.equal(telegramAnswer(hash), null)
})
