import type { Request } from 'express'
import type { CameFrom } from '../../sign-in/finish-sign-in.ts'

const LONGEST_AGENT = 200

/** Where a request comes from, as lists of sign-ins and the audit log keep it. */
export function cameFrom(request: Request): CameFrom {
  return { address: request.ip ?? '', agent: (request.get('user-agent') ?? '').slice(0, LONGEST_AGENT) }
}
