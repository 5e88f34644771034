import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export interface Encrypted {
  iv: Buffer
  body: Buffer
  tag: Buffer
}

export const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const OPTIONS = { authTagLength: TAG_BYTES }

/** AES-256-GCM with a fresh random IV. `bound` has to be said again to open it. */
export function encrypt(key: Buffer, plain: Buffer, bound: string): Encrypted {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, OPTIONS).setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return { iv, body, tag: cipher.getAuthTag() }
}

/** Throws when anything was changed, or `bound` is not what it was. */
export function decrypt(key: Buffer, { iv, body, tag }: Encrypted, bound: string | Buffer): Buffer {
  // Node itself would take a shorter tag or an IV of another length, both of which are easier to forge.
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) throw new Error('not an encrypted value')
  const decipher = createDecipheriv('aes-256-gcm', key, iv, OPTIONS)
  decipher.setAAD(Buffer.from(bound)).setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()])
}
