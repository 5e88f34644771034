import { randomBytes } from 'node:crypto'
import { decrypt, type Encrypted, encrypt, KEY_BYTES } from './aes-gcm.ts'
import type { Key } from './key-ring.ts'

const VERSION = 'v2'

/**
 * A sealed value, as text: `v2.<key id>.<wrapped key>.<iv>.<body>.<tag>`. Every value has a key of its own, wrapped by
 * the one named. Value and wrapped key are both bound to their place (`people.totp_secret.<id>`), the wrapped key to
 * its wrapping key as well: nothing opens after it was moved. The value is not bound to the wrapping key, so that a
 * rotation wraps anew without ever seeing it.
 */
export function sealEnvelope(key: Key, plain: string, place: string): string {
  const own = randomBytes(KEY_BYTES)
  const { iv, body, tag } = encrypt(own, Buffer.from(plain), valueAt(place))
  return [VERSION, key.id, ...[wrap(key, own, place), iv, body, tag].map(text)].join('.')
}

/** Throws when it was changed, or sealed for another place. `find` gives the wrapping key by its id. */
export function openEnvelope(find: (id: string) => Key, sealed: string, place: string): string {
  const { keyId, wrapped, value } = partsOf(sealed)
  return decrypt(unwrap(find(keyId), wrapped, place), value, valueAt(place)).toString('utf8')
}

/** The same value with its key wrapped by another. Throws like opening does, but for the value, which it leaves alone. */
export function rewrapEnvelope(find: (id: string) => Key, next: Key, sealed: string, place: string): string {
  const { keyId, wrapped, value } = partsOf(sealed)
  const own = unwrap(find(keyId), wrapped, place)
  return [VERSION, next.id, ...[wrap(next, own, place), value.iv, value.body, value.tag].map(text)].join('.')
}

const valueAt = (place: string) => `${VERSION}|${place}`
const keyAt = (place: string, key: Key) => `${VERSION}|key|${key.id}|${place}`

function wrap(key: Key, own: Buffer, place: string): Buffer {
  const { iv, body, tag } = encrypt(key.wraps, own, keyAt(place, key))
  return Buffer.concat([iv, body, tag])
}

function unwrap(key: Key, wrapped: Buffer, place: string): Buffer {
  const parts = { iv: wrapped.subarray(0, 12), body: wrapped.subarray(12, -16), tag: wrapped.subarray(-16) }
  return decrypt(key.wraps, parts, keyAt(place, key))
}

function partsOf(sealed: string): { keyId: string; wrapped: Buffer; value: Encrypted } {
  const [version, keyId, wrapped, iv, body, tag, ...rest] = sealed.split('.')
  if (version !== VERSION || !keyId || !wrapped || !iv || body === undefined || !tag || rest.length)
    throw new Error('not a sealed value')
  return { keyId, wrapped: bytes(wrapped), value: { iv: bytes(iv), body: bytes(body), tag: bytes(tag) } }
}

const text = (part: Buffer) => part.toString('base64url')
/** Only the one way of writing it: Node would also read past what does not belong there. */
function bytes(part: string): Buffer {
  const read = Buffer.from(part, 'base64url')
  if (text(read) !== part) throw new Error('not a sealed value')
  return read
}
