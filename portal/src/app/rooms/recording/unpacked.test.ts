import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { unpacked } from './unpacked.ts'

const film = randomBytes(300_000)
const answer = (bytes: Buffer) => new Response(new Uint8Array(bytes))

test('a recording comes out as it went in', async () => {
  assert.deepEqual(Buffer.from(await (await unpacked(answer(gzipSync(film)))).arrayBuffer()), film)
})

test('one that a crash cut off comes out as far as it goes', async () => {
  const out = Buffer.from(await (await unpacked(answer(gzipSync(film).subarray(0, 200_000)))).arrayBuffer())

  assert.ok(out.length > 100_000, `${out.length}`)
  assert.deepEqual(out, film.subarray(0, out.length))
})
