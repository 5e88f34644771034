import { createHash, randomBytes } from 'node:crypto'
import { decrypt } from './aes-gcm.ts'
import { openEnvelope, rewrapEnvelope, sealEnvelope } from './envelope.ts'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { macOf } from './mac.ts'

export interface Secrets {
  /** Key for signing access tokens, 32 bytes. */
  tokenKey: Buffer
  /** AES-256-GCM under a key of its own, wrapped by the newest key. `place` (`people.totp_secret.<id>`) is bound in: a value moved elsewhere does not open. */
  seal(plain: string, place: string): string
  /** Throws when the value was changed, or sealed for another place or key. */
  open(sealed: string, place: string): string
  /** The same value under the newest key. Throws like `open`. */
  rewrap(sealed: string, place: string): string
  /** By which key a value is wrapped. */
  keyIdOf(sealed: string): string
  keys: KeyRing
}

/** The server's keys, made at first start in `<data>/secrets`, readable by the server alone (0600). Throws for weak ones. */
export function loadSecrets(dataDir: string): Secrets {
  const keys = openKeyRing(dataDir)
  const derive = (purpose: string) => macOf(keys.master, purpose)
  const firstKey = derive('seal')
  const seal = (plain: string, place: string) => sealEnvelope(keys.newest(), plain, place)
  return {
    tokenKey: derive('access-token'),
    keys,
    seal,
    open: (sealed, place) =>
      isFirst(sealed) ? openFirst(firstKey, sealed, place) : openEnvelope(keys.find, sealed, place),
    rewrap: (sealed, place) =>
      isFirst(sealed)
        ? seal(openFirst(firstKey, sealed, place), place)
        : rewrapEnvelope(keys.find, keys.newest(), sealed, place),
    keyIdOf: sealed => (isFirst(sealed) ? FIRST_VERSION : (sealed.split('.')[1] ?? '')),
  }
}

/** Values sealed before there were envelopes, straight under one key. They are read, and gone with the first rotation. */
const FIRST_VERSION = 'v1'
const isFirst = (sealed: string) => sealed.startsWith(`${FIRST_VERSION}.`)
function openFirst(key: Buffer, sealed: string, place: string): string {
  const [, iv = '', body = '', tag = ''] = sealed.split('.')
  const bytes = (part: string) => Buffer.from(part, 'base64url')
  const value = { iv: bytes(iv), body: bytes(body), tag: bytes(tag) }
  return decrypt(key, value, `${FIRST_VERSION}|${place}`).toString('utf8')
}

/** 256 random bits as text that fits a URL and a Telegram deep link. */
export const newToken = () => randomBytes(32).toString('base64url')
/** What is stored of a token. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
