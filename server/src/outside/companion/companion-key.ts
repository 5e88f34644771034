import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeOnce } from '../write-once.ts'

export interface CompanionKey {
  /** Of the private key, PKCS#8 PEM. */
  file: string
  /** What browsers call an extension signed with it. */
  id: string
}

/**
 * The key this installation signs the companion with for its machines, in `<data>/secrets`, made when first asked for.
 * Whoever loses it gets another extension id, and every machine's policy must be written anew.
 */
export async function companionKey(dataDir: string): Promise<CompanionKey> {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, 'companion.pem')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) writeOnce(file, newKey())
  const spki = createPublicKey(createPrivateKey(readFileSync(file))).export({ type: 'spki', format: 'der' })
  return { file, id: extensionId(spki) }
}

const newKey = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey

/** The first 16 bytes of the public key's SHA-256, each half byte a letter from a to p. */
function extensionId(spki: Buffer): string {
  const hash = createHash('sha256').update(spki).digest().subarray(0, 16).toString('hex')
  return [...hash].map(digit => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')
}
