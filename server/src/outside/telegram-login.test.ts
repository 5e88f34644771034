import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asText, miniAppData, widgetData } from '../testing/telegram-said.ts'
import { claimedTelegramId, readTelegramSaid } from './telegram-login.ts'

const TOKEN = '7000001:stand-in-token-of-nobody-at-all-xxxx'
const now = new Date('2026-11-21T12:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const read = (said: Parameters<typeof readTelegramSaid>[0]) => readTelegramSaid(said, TOKEN, now)
const widget = (given: Partial<Parameters<typeof widgetData>[1]> = {}) =>
  widgetData(TOKEN, { id: 42, at: now, ...given })
const miniApp = (given: Partial<Parameters<typeof miniAppData>[1]> = {}) =>
  miniAppData(TOKEN, { id: 42, at: now, ...given })

test('what the widget and the Mini App of our bot say is believed', () => {
  assert.equal(read({ widget: widget() })?.telegramId, 42n)
  assert.equal(read({ init_data: miniApp() })?.telegramId, 42n)
  assert.equal(read({ widget: widget({ id: 7_654_321_098 }) })?.telegramId, 7_654_321_098n)
})

test('what Telegram itself once signed is understood', () => {
  // The published example of @telegram-apps/init-data-node, with the token it was made with.
  const token = `5768337691:${'AAH5YkoiEuPk8-FZa32'}${'hStHTqXiLPtAEhx8'}`
  const user =
    '%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D'
  const hash = 'c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2'
  const init_data = `query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=${user}&auth_date=1662771648&hash=${hash}`

  assert.equal(readTelegramSaid({ init_data }, token, new Date(1_662_771_700_000))?.telegramId, 279_058_397n)
  assert.equal(readTelegramSaid({ init_data }, TOKEN, new Date(1_662_771_700_000)), null)
})

test('five minutes later it is too old, and from the future it is not believed either', () => {
  assert.ok(read({ widget: widget({ at: ago(299) }) }))
  assert.equal(read({ widget: widget({ at: ago(301) }) }), null)
  assert.ok(read({ init_data: miniApp({ at: ago(-30) }) }))
  assert.equal(read({ init_data: miniApp({ at: ago(-90) }) }), null)
})

test('another bot’s word counts for nothing, nor does one kind’s key for the other', () => {
  const other = '7000002:stand-in-token-of-another-bot-xxxxx'

  assert.equal(read({ widget: widgetData(other, { id: 42, at: now }) }), null)
  assert.equal(read({ init_data: miniAppData(other, { id: 42, at: now }) }), null)
  assert.equal(read({ widget: Object.fromEntries(new URLSearchParams(miniApp())) }), null)
  assert.equal(read({ init_data: asText(widget()) }), null)
})

test('whatever is changed, added or taken away, nothing of it is believed', () => {
  const good = widget()
  for (const name of Object.keys(good)) {
    const { [name as 'id']: _, ...less } = good
    assert.equal(read({ widget: less as typeof good }), null, `without ${name}`)
    assert.equal(read({ widget: { ...good, [name]: `${good[name as 'id']}0` } }), null, `another ${name}`)
  }
  assert.equal(read({ widget: { ...good, is_admin: 'true' } }), null)
  assert.equal(read({ widget: { ...good, hash: '' } }), null)
  assert.equal(read({ widget: { ...good, hash: good.hash.toUpperCase() } }), null)
  assert.equal(read({ widget: { ...good, hash: `${good.hash}00` } }), null)
  const data = miniApp()
  assert.equal(read({ init_data: data.replace('42', '43') }), null)
  assert.equal(read({ init_data: `${data}&user=%7B%22id%22%3A43%7D` }), null)
  assert.equal(read({ init_data: `user=%7B%22id%22%3A43%7D&${data}` }), null)
  for (const rubbish of ['', 'rubbish', '%', 'hash=', 'user=null&hash=00', 'a=b\nhash=c'])
    assert.equal(read({ init_data: rubbish }), null, rubbish)
})

test('each confirmation has a name of its own, the same however often it comes', () => {
  const good = widget()

  assert.equal(read({ widget: good })?.proof, read({ widget: { ...good } })?.proof)
  assert.notEqual(read({ widget: good })?.proof, read({ widget: widget({ at: ago(1) }) })?.proof)
})

test('whom it claims to be is read without being believed', () => {
  assert.equal(claimedTelegramId({ widget: { id: 42 } }), '42')
  assert.equal(claimedTelegramId({ init_data: 'user=%7B%22id%22%3A43%7D' }), '43')
  assert.equal(claimedTelegramId({ init_data: 'user=%7B' }), '')
  assert.equal(claimedTelegramId({}), '')
})
