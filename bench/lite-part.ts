import { createCipheriv, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import GuacamoleLite from 'guacamole-lite'
import type { Address } from '../server/src/outside/guacd-process.ts'
import { answerParent } from './fork-part.ts'

/** The tunnel most projects take, as it comes, in a process of its own; the answer is an address that opens the screen. */
interface LiteQuestion {
  guacd: Address
  screen: Address
  args: Record<string, string>
  images: string[]
}

answerParent<LiteQuestion, { url: string }>(async ({ guacd, screen, args, images }) => {
  const key = randomBytes(32)
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  new GuacamoleLite({ server }, guacd, { crypt: { cypher: 'AES-256-CBC', key }, log: { level: 'QUIET' } })
  const settings = {
    hostname: screen.host,
    port: String(screen.port),
    width: 1280,
    height: 800,
    image: images,
    ...args,
  }
  const token = seal(key, { connection: { type: 'vnc', settings } })
  const { port } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${port}/?token=${encodeURIComponent(token)}` }
})

function seal(key: Buffer, what: object): string {
  // It reads the vector as ASCII, too.
  const iv = Buffer.from(randomBytes(16).map(byte => byte & 0x7f))
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const value = Buffer.concat([cipher.update(JSON.stringify(what)), cipher.final()])
  const inside = JSON.stringify({ iv: iv.toString('base64'), value: value.toString('base64') })
  return Buffer.from(inside).toString('base64')
}
