import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFront } from './front.ts'

test('until everything is there, and again while it stops, the front asks to come again; machines may still bring their journals', async t => {
  const front = await openFront({ PORT: 0, HOST: '127.0.0.1' })
  t.after(() => front.close())
  const ask = async (path: string, language = 'ru') => {
    const response = await fetch(`http://127.0.0.1:${front.port}${path}`, { headers: { 'accept-language': language } })
    return [response.status, await response.text()] as const
  }

  const [early, sentence] = await ask('/api/slots', 'en')
  assert.equal(early, 503)
  assert.match(sentence, /server\.away.*Try again/)

  front.open((_, response) => response.end('open'))
  assert.deepEqual(await ask('/api/slots'), [200, 'open'])

  front.onlyCompanions()
  assert.equal((await ask('/api/slots'))[0], 503)
  assert.equal((await ask('/healthz'))[0], 503)
  assert.deepEqual(await ask('/api/companion/sessions/x/journal'), [200, 'open'])
  assert.deepEqual(await ask('/practice/'), [200, 'open'])
})

test('a page asked for too early says so and comes again by itself', async t => {
  const front = await openFront({ PORT: 0, HOST: '127.0.0.1' })
  t.after(() => front.close())

  const page = await fetch(`http://127.0.0.1:${front.port}/practice`, {
    headers: { accept: 'text/html', 'accept-language': 'en' },
  })

  assert.equal(page.status, 503)
  assert.equal(page.headers.get('refresh'), '1')
  assert.match(await page.text(), /starting or stopping/)
})

test('a port that is taken is explained with what to do about it', async t => {
  const front = await openFront({ PORT: 0, HOST: '127.0.0.1' })
  t.after(() => front.close())

  await assert.rejects(openFront({ PORT: front.port, HOST: '127.0.0.1' }), /is taken.*set PORT to another/)
})
