import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { keepPace } from './keep-pace.ts'

const pace = { bytesPerSecond: 1_000, everyMs: 200 }
const server = createServer((request, response) => {
  keepPace(request, pace)
  request.on('error', () => {})
  request.resume().once('end', async () => {
    if (request.url === '/slow-answer') await sleep(3 * pace.everyMs)
    response.end('done')
  })
})
before(() => once(server.listen(0, '127.0.0.1'), 'listening'))
after(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends so many pieces, one every 20 ms; the status that comes back, or why none does. */
async function send(path: string, pieces: number, bytes: number): Promise<number | string> {
  const { port } = server.address() as AddressInfo
  const request = ask({ port, host: '127.0.0.1', path, method: 'POST' })
  const outcome = new Promise<number | string>(resolve => {
    request.once('response', response => resolve(response.resume().statusCode ?? 0))
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
  for (let piece = 0; piece < pieces && !request.destroyed; piece++) {
    request.write(Buffer.alloc(bytes))
    await sleep(20)
  }
  request.end()
  return outcome
}

test('a body that keeps the pace arrives, however long it takes', async () => {
  assert.equal(await send('/', 60, 200), 200)
})

test('a body that drips is cut off', async () => {
  assert.match(String(await send('/', 60, 1)), /ECONNRESET|EPIPE/)
})

test('a request that is whole may wait for its answer', async () => {
  assert.equal(await send('/slow-answer', 1, 10), 200)
})
