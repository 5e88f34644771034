import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import express from 'express'
import { practiceRoutes } from './practice.ts'

describe('the practice service over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'taxi-practice-'))
  let server: Server
  let base: string
  let cookie: string
  async function start() {
    const app = express().set('env', 'test')
    app.use('/practice', practiceRoutes(dataDir))
    server = createServer(app)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/practice`
  }
  async function stop() {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
  before(async () => {
    await start()
    cookie = (await signIn()).split(';')[0] ?? ''
  })
  after(async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const signIn = async () => (await fetch(base)).headers.get('set-cookie') ?? ''
  const get = (path: string, as = cookie) => fetch(`${base}/api/${path}`, { headers: { cookie: as } })
  const post = (body: object | string, as = cookie) =>
    fetch(`${base}/api/conversation`, {
      method: 'POST',
      headers: { cookie: as, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  interface Tree {
    title: string
    current_node: string
    mapping: Record<
      string,
      { parent: string; children: string[]; message: { status: string; content: { text: string } } } | undefined
    >
  }
  const json = async (response: Promise<Response>) => (await (await response).json()) as Tree
  const heard = async (response: Response) =>
    [...(await response.text()).matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, event, data]) => ({
      event,
      ...JSON.parse(data ?? '{}'),
    }))

  it('signs a browser in at its first visit, for a year, and knows it afterwards', async () => {
    const set = await signIn()
    assert.match(set, /^practice_account=[0-9a-f-]{36}; Max-Age=31536000; Path=\/practice;.*HttpOnly; SameSite=Lax/)
    const again = await fetch(base, { headers: { cookie: set.split(';')[0] ?? '' } })
    assert.equal(again.headers.get('set-cookie'), null)
  })

  it('the page speaks the browser’s language and has no script of its own in it', async () => {
    const page = await (await fetch(base, { headers: { 'accept-language': 'ru' } })).text()
    assert.match(page, /<html lang="ru">/)
    assert.doesNotMatch(page, /<script(?![^>]*src=)|<style|style="|onclick/)
  })

  it('without the cookie one is signed out', async () => {
    assert.equal((await get('conversations', '')).status, 401)
    assert.equal((await post({ text: 'hi' }, 'practice_account=__proto__')).status, 401)
  })

  it('streams an answer, then tells the whole conversation as a tree', async () => {
    const events = await heard(await post({ text: 'Привет: код' }))
    const { conversation_id, question, answer } = events[0] ?? {}
    const chat = await json(get(`conversation/${conversation_id}`))

    assert.deepEqual([events[0]?.event, events.at(-1)?.event], ['start', 'done'])
    assert.equal(chat.current_node, answer)
    assert.equal(chat.mapping[answer]?.parent, question)
    assert.deepEqual(chat.mapping[question]?.children, [answer])
    const streamed = events.map(({ text = '' }) => text).join('')
    assert.equal(chat.mapping[answer]?.message.content.text, streamed)
    assert.match(streamed, /```python/)
  })

  it('a second answer to the same question is a branch beside the first', async () => {
    const [first] = await heard(await post({ text: 'one' }))
    await heard(await post({ text: 'two', conversation_id: first.conversation_id }))
    const [again] = await heard(
      await post({ text: 'three', conversation_id: first.conversation_id, parent: first.answer }),
    )

    const chat = await json(get(`conversation/${first.conversation_id}`))
    assert.equal(chat.current_node, again.answer)
    assert.equal(chat.mapping[first.answer]?.children.length, 2)
  })

  it('one account never sees another’s chats or files', async () => {
    const events = await heard(await post({ text: 'файл' }))
    const { file } = events.find(({ event }) => event === 'file') ?? {}
    const other = (await signIn()).split(';')[0] ?? ''

    assert.equal((await get(`conversation/${events[0].conversation_id}`, other)).status, 404)
    assert.equal((await get(`files/${file.id}`, other)).status, 404)
    const own = await get(`files/${file.id}`)
    assert.match(own.headers.get('content-disposition') ?? '', /attachment/)
    assert.equal(own.headers.get('x-content-type-options'), 'nosniff')
    assert.match(await own.text(), /n,square,question/)
  })

  it('refuses what is too long, empty, malformed or of nobody’s', async () => {
    assert.equal((await post({ text: 'x'.repeat(20_001) })).status, 422)
    assert.equal((await post({ text: '  ' })).status, 422)
    assert.equal((await post({ text: 'x', conversation_id: 'constructor' })).status, 422)
    assert.equal((await post({ text: 'x', conversation_id: crypto.randomUUID() })).status, 409)
    assert.equal((await get('conversation/constructor')).status, 404)
    assert.equal((await post('not JSON')).status, 400)
    assert.equal((await post({ text: 'x'.repeat(300_000) })).status, 413)
    assert.equal((await get('nothing')).status, 404)
  })

  it('chats outlive the server', async () => {
    const [{ conversation_id }] = await heard(await post({ text: 'Останься' }))
    await new Promise(resolve => setTimeout(resolve, 600))
    await stop()
    await start()

    const chat = await json(get(`conversation/${conversation_id}`))
    assert.equal(chat.title, 'Останься')
  })

  it('an answer is written to its end though nobody listens any more', async () => {
    const gone = new AbortController()
    const response = await fetch(`${base}/api/conversation`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'код, таблица, формула' }),
      signal: gone.signal,
    })
    const { value } = (await response.body?.getReader().read()) ?? {}
    const id = /"conversation_id":"([0-9a-f-]+)"/.exec(Buffer.from(value ?? []).toString())?.[1]
    gone.abort()

    for (let i = 0; i < 100; i++) {
      const chat = await json(get(`conversation/${id}`))
      if (chat.mapping[chat.current_node]?.message.status === 'finished') return
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    assert.fail('the answer was not finished')
  })
})
