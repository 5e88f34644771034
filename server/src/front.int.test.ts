import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFront } from './front.ts'

test('while the server starts, a page says so and comes again by itself, and a call hears when to try again', async () => {
  const front = await openFront({ PORT: 0, HOST: '127.0.0.1' })
  const url = `http://127.0.0.1:${front.port}`

  const page = await fetch(`${url}/practice`, { headers: { accept: 'text/html', 'accept-language': 'en' } })
  const call = await fetch(`${url}/api/slots`, { headers: { accept: 'application/json' } })

  assert.equal(page.status, 503)
  assert.equal(page.headers.get('refresh'), '1')
  assert.match(await page.text(), /starting or stopping/)
  assert.equal(call.status, 503)
  assert.equal(call.headers.get('retry-after'), '3')
  assert.equal((await call.json()).error.code, 'server.away')
  await front.close()
})
