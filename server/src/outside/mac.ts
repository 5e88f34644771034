import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256. */
export const macOf = (key: string | Buffer, message: string | Buffer): Buffer =>
  createHmac('sha256', key).update(message).digest()

/** Whether this is the whole MAC in hex, compared in the same time wherever it differs. */
export function isMac(expected: Buffer, given: string | undefined): boolean {
  return given !== undefined && /^[0-9a-f]{64}$/.test(given) && timingSafeEqual(expected, Buffer.from(given, 'hex'))
}
