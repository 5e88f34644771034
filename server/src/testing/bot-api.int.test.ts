import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type BotApi, startBotApi } from './bot-api.ts'

let api: BotApi
before(async () => {
  api = await startBotApi()
})
after(() => api.close())

async function call(method: string, body: Record<string, unknown> | FormData, token = api.token) {
  const json = body instanceof FormData ? {} : { headers: { 'content-type': 'application/json' } }
  return fetch(`${api.url}/bot${token}/${method}`, {
    method: 'POST',
    body: body instanceof FormData ? body : JSON.stringify(body),
    ...json,
  })
}
interface Message {
  message_id: number
  document: { file_name: string }
}
interface Answer<T> {
  ok: boolean
  result: T
  error_code?: number
  description?: string
  parameters?: { retry_after: number }
}
const answer = async <T = Message>(method: string, body: Record<string, unknown> | FormData): Promise<Answer<T>> =>
  (await call(method, body)).json() as Promise<Answer<T>>
const updates = (body: Record<string, unknown>) =>
  answer<{ update_id: number; message: { text: string } }[]>('getUpdates', body)

function upload(chatId: number, bytes: number): FormData {
  const form = new FormData()
  form.set('chat_id', String(chatId))
  form.set('document', new Blob([new Uint8Array(bytes)]), 'отчёт.bin')
  return form
}

test('the stand-in never runs in production', async () => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await assert.rejects(startBotApi(), /never runs in production/)
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
})

test('a bot cannot write first, nor to whoever blocked it', async () => {
  assert.equal((await answer('sendMessage', { chat_id: 1, text: 'a' })).error_code, 400)
  api.meet(1)
  assert.equal((await answer('sendMessage', { chat_id: 1, text: 'a' })).ok, true)
  api.block(1)
  assert.equal((await answer('sendMessage', { chat_id: 1, text: 'a' })).error_code, 403)
})

test('text, captions and buttons have Telegram’s limits', async () => {
  api.meet(2)
  const markup = (data: string) => ({ inline_keyboard: [[{ text: 'a', callback_data: data }]] })

  assert.equal((await answer('sendMessage', { chat_id: 2, text: 'x'.repeat(4097) })).error_code, 400)
  assert.equal(
    (await answer('sendMessage', { chat_id: 2, text: 'a', reply_markup: markup('ы'.repeat(33)) })).error_code,
    400,
  )
  const form = upload(2, 10)
  form.set('caption', 'x'.repeat(1025))
  assert.equal((await answer('sendDocument', form)).error_code, 400)
  assert.equal(api.chat(2).length, 0)
})

test('a file is kept as it came; 50 MiB are refused, as JSON or as a page', async () => {
  api.meet(3)
  assert.equal((await answer('sendDocument', upload(3, 1000))).result.document.file_name, 'отчёт.bin')
  assert.equal(api.documents(3)[0]?.document?.bytes, 1000)

  const json = await call('sendDocument', upload(3, 50 * 1024 * 1024))
  assert.deepEqual([json.status, json.headers.get('content-type')], [413, 'application/json'])
  const page = await call('sendDocument', upload(3, 61 * 1024 * 1024))
  assert.deepEqual([page.status, page.headers.get('content-type')], [413, 'text/html'])
})

test('a chat takes a burst, then asks to wait', async () => {
  api.meet(4)
  const codes = []
  for (let n = 0; n < 7; n += 1) codes.push((await answer('sendMessage', { chat_id: 4, text: 'a' })).error_code)

  assert.deepEqual(codes.slice(0, 5), Array(5).fill(undefined))
  const refused = await answer('sendMessage', { chat_id: 4, text: 'a' })
  assert.equal(refused.error_code, 429)
  assert.equal(refused.parameters?.retry_after, 1)
})

test('updates are kept until confirmed; a second poll ends the first', async () => {
  api.say(5, 'one')
  const first = await updates({ timeout: 0 })
  const again = await updates({ timeout: 0 })
  assert.equal(again.result.length, first.result.length)
  const offset = (first.result.at(-1)?.update_id ?? 0) + 1

  const waiting = updates({ offset, timeout: 20 })
  await api.waitFor(() => api.calls.filter(entry => entry.method === 'getUpdates').length === 3)
  await new Promise(resolve => setTimeout(resolve, 100))
  const second = updates({ offset, timeout: 20 })
  assert.equal((await waiting).error_code, 409)
  api.say(5, 'two')
  assert.equal((await second).result[0]?.message.text, 'two')
})

test('a wrong token, an unknown method, a text that changes nothing', async () => {
  api.meet(6)
  assert.equal((await call('getMe', {}, '1:wrong')).status, 401)
  assert.equal((await call('sendHug', {})).status, 404)
  const { result } = await answer('sendMessage', { chat_id: 6, text: 'a' })
  const same = await answer('editMessageText', { chat_id: 6, message_id: result.message_id, text: 'a' })
  assert.match(same.description ?? '', /not modified/)
})
