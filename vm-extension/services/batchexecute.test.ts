import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchExecute, payloadIn } from './batchexecute.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'

const told = (payload: unknown, code: unknown = null) =>
  `)]}'\n\n12\n${JSON.stringify([
    ['wrb.fr', 'abc', payload === null ? null : JSON.stringify(payload), null, null, code, 'generic'],
    ['di', 5],
  ])}\n25\n[["e",4,null,null,9]]`

const page = (given: Partial<Page>): Page => ({
  tab: 1,
  url: 'https://x.google.com/u/1/app/1',
  json: () => Promise.reject(new Error('not asked for')),
  text: async () => told(['whole']),
  cookie: async () => null,
  stored: async () => null,
  global: async path => `of the page: ${path}`,
  snapshot: async () => null,
  shown: () => Promise.reject(new Error('not asked for')),
  ...given,
})
const call = { app: '/_/Ui', home: '/app', rpcid: 'abc', args: ['1'], from: '/u/1/app/1' }

test('the payload is found by its brackets, whatever the lengths say and the text holds', () => {
  const payload = ['a "quote" \\ [ ] ]] [[', { '8': ['ü'] }]
  assert.deepEqual(payloadIn(told(payload), 'abc'), payload)
})

test('an answer without the payload says why: gone, signed out, refused, cut off', () => {
  assert.throws(() => payloadIn(told(null, [5]), 'abc'), ChatGone)
  assert.throws(() => payloadIn(told(null, [16]), 'abc'), SignedOut)
  assert.throws(() => payloadIn(told(null, [7]), 'abc'), NotAnswered)
  assert.throws(() => payloadIn(told(['x']).slice(0, 40), 'abc'), NotAnswered)
  assert.throws(() => payloadIn('<html>captcha</html>', 'abc'), NotAnswered)
})

test('the account in the address is asked, with the page’s own tokens', async () => {
  const asked: string[] = []
  const text: Page['text'] = async (path, request) => {
    asked.push(path, request?.body ?? '')
    return told(['whole'])
  }
  assert.deepEqual(await batchExecute(page({ text }), call), ['whole'])
  assert.match(asked[0] ?? '', /^\/u\/1\/_\/Ui\/data\/batchexecute\?rpcids=abc&.*f\.sid=of\+the\+page/)
  assert.match(asked[1] ?? '', /at=of\+the\+page%3A\+WIZ_global_data\.SNlM0e/)
})

test('a stale token is replaced once; a page of another account never gives its own', async () => {
  const html = '<script>window.WIZ_global_data = {"SNlM0e":"fresh","cfb2h":"b","FdrFJe":"-1"}</script>'
  const text: Page['text'] = async (path, request) => {
    if (path === '/u/1/app') return html
    if (!request?.body?.includes('at=fresh')) throw new NotAnswered(400, path)
    return told(['whole'])
  }
  assert.deepEqual(await batchExecute(page({ text }), call), ['whole'])
  const other = page({
    text,
    url: 'https://x.google.com/app/1',
    global: () => Promise.reject(new Error('other account')),
  })
  assert.deepEqual(await batchExecute(other, call), ['whole'])
})

test('a page without a token is one nobody is signed in to', async () => {
  await assert.rejects(batchExecute(page({ global: async () => null }), call), SignedOut)
})
