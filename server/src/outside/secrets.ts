import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Secrets {
  /** Key for signing access tokens, 32 bytes. */
  tokenKey: Buffer
  /** AES-256-GCM under the server's key. `place` (`people.totp_secret.<id>`) is bound in: a value moved elsewhere does not open. */
  seal(plain: string, place: string): string
  /** Throws when the value was changed, or sealed for another place or key. */
  open(sealed: string, place: string): string
}

const VERSION = 'v1'

/** The server's keys, made at first start in `<data>/secrets`, readable by the server alone (0600). */
export function loadSecrets(dataDir: string): Secrets {
  const master = keyFile(join(dataDir, 'secrets'), 'master.key')
  const derive = (purpose: string) => createHmac('sha256', master).update(purpose).digest()
  const sealKey = derive('seal')
  return {
    tokenKey: derive('access-token'),
    seal(plain, place) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv, { authTagLength: 16 }).setAAD(
        Buffer.from(`${VERSION}|${place}`),
      )
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [
        VERSION,
        iv.toString('base64url'),
        body.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
      ].join('.')
    },
    open(sealed, place) {
      const [version, iv, body, tag] = sealed.split('.')
      if (version !== VERSION || !iv || body === undefined || !tag) throw new Error('not a sealed value')
      // Without authTagLength Node accepts a 4-byte tag.
      const decipher = createDecipheriv('aes-256-gcm', sealKey, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(`${VERSION}|${place}`)).setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
    },
  }
}

function keyFile(folder: string, name: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  chmodSync(path, 0o600)
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (key.length < 32) throw new Error(`${name} holds less than 32 bytes. Put it back from your backup.`)
  return key
}

/** 256 random bits as text that fits a URL and a Telegram deep link. */
export const newToken = () => randomBytes(32).toString('base64url')
/** What is stored of a token. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
