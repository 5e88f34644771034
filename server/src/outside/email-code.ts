import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { Secrets } from './secrets.ts'

export const newEmailCode = () => String(randomInt(1_000_000)).padStart(6, '0')

/** What is stored of a mailed code. A plain hash of six digits would be undone in a millisecond. */
export function emailCodeHash({ tokenKey }: Pick<Secrets, 'tokenKey'>, challengeId: string, code: string): string {
  return createHmac('sha256', tokenKey).update(`email-code|${challengeId}|${code}`).digest('hex')
}

export function isEmailCode(
  secrets: Pick<Secrets, 'tokenKey'>,
  challenge: { id: string; code_hash: string },
  typed: string,
): boolean {
  const code = typed.replace(/\s/g, '')
  const given = Buffer.from(emailCodeHash(secrets, challenge.id, code))
  const stored = Buffer.from(challenge.code_hash)
  return given.length === stored.length && timingSafeEqual(given, stored)
}
