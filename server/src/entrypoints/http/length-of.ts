import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../domain/refusal.ts'

/** How many bytes a body promises to have; one that does not say is refused. */
export function lengthOf({ headers }: Pick<IncomingMessage, 'headers'>): number {
  const length = headers['content-length']
  if (length === undefined) throw new Refusal('request.invalid', { what: 'Content-Length' })
  return Number(length)
}
