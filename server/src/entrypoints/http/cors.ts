import { BOARD_EPOCH_HEADER, BOARD_VERSION_HEADER } from '@taxi/contract/live.ts'
import type { Request, RequestHandler } from 'express'
import type { OriginStanding } from './origins.ts'

/** Lets our extensions read answers; nobody else's page is told anything. */
export function cors(originOf: (request: Request) => OriginStanding): RequestHandler {
  return (request, response, next) => {
    response.setHeader('vary', 'origin')
    if (originOf(request) !== 'extension') return next()
    response.set({
      'access-control-allow-origin': request.get('origin'),
      'access-control-expose-headers': `${BOARD_EPOCH_HEADER}, ${BOARD_VERSION_HEADER}, retry-after`,
    })
    // What extensions read is not for other sites to embed, but theirs is another origin.
    response.set('cross-origin-resource-policy', 'cross-origin')
    if (request.method !== 'OPTIONS') return next()
    response.set({
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'authorization, content-type, accept-language, idempotency-key',
      'access-control-max-age': '600',
    })
    response.status(204).end()
  }
}
