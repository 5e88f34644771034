import { createHmac } from 'node:crypto'
import type { Secrets } from './secrets.ts'

/** The secret in the address of a person's calendar. Nothing is stored of it but its hash; a new version makes a new one. */
export function calendarSecret({ tokenKey }: Pick<Secrets, 'tokenKey'>, personId: string, version: number): string {
  return createHmac('sha256', tokenKey).update(`calendar ${personId} ${version}`).digest('base64url')
}
