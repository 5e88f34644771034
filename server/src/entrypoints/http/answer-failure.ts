import { randomUUID } from 'node:crypto'
import { nextStepOf, refusals, sentenceOf } from '@taxi/contract/refusals.ts'
import type { Request, Response } from 'express'
import { detailsInWords } from '../../company-clock.ts'
import { isDatabaseAway } from '../../db/is-database-away.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

type Needs = Pick<Parts, 'config' | 'now' | 'log'>

/** The one place where a "no" or a failure becomes an answer, in the language asked for. */
export function answerFailure(parts: Needs, error: unknown, request: Request, response: Response): void {
  // Nobody waits for an answer any more, or half of it is out already.
  if (response.headersSent || (request.destroyed && !request.complete)) {
    response.destroy()
    return
  }
  const id = randomUUID().slice(0, 8)
  const refusal = refusalOf(error)
  if (refusal.code === 'server.failed')
    parts.log.error({ id, error, method: request.method, path: request.path }, 'a request failed')
  if (refusal.code === 'server.away') parts.log.warn({ id, path: request.path }, 'the database does not answer')
  const details = refusal.code === 'server.failed' ? { id } : refusal.details
  if (refusal.code === 'server.away') response.set('retry-after', '3')
  if (details.seconds) response.set('retry-after', details.seconds)
  // The rest of a body that was not read would be taken for the next request.
  if (!request.complete) response.set('connection', 'close')
  const locale = localeOf(request)
  // In the sentence an instant is a time of day; in the details it stays an instant.
  const readable = detailsInWords(details, { zone: parts.config.COMPANY_TIMEZONE, locale, now: parts.now() })
  const next = nextStepOf(refusal.code, locale, readable)
  response
    .set('cache-control', 'no-store')
    .status(refusals[refusal.code].status)
    .json({
      error: {
        code: refusal.code,
        message: sentenceOf(refusal.code, locale, readable),
        ...(next ? { next } : {}),
        id,
        ...(Object.keys(details).length ? { details } : {}),
      },
    })
}

/** Russian unless English is asked for by name. */
export function localeOf(request: Pick<Request, 'headers'>): 'ru' | 'en' {
  const named = /\b(ru|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase()
  return named === 'en' ? 'en' : 'ru'
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isDatabaseAway(error)) return new Refusal('server.away')
  // An address that is no text: `%ff`.
  if (error instanceof URIError) return new Refusal('request.unknown')
  return refusalOfBody(error) ?? new Refusal('server.failed')
}

/** Express's own reader of bodies says no with a status. */
function refusalOfBody(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !('status' in error) || !('type' in error)) return null
  const limit = 'limit' in error && typeof error.limit === 'number' ? `${Math.round(error.limit / 1024 / 1024)} MB` : ''
  if (error.status === 413) return new Refusal('request.too-large', { limit })
  const ours = typeof error.status !== 'number' || error.status >= 500
  return ours ? null : new Refusal('request.invalid', { what: 'the body is not JSON' })
}
