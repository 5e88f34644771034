import { randomUUID } from 'node:crypto'
import { type RefusalCode, refusals, sentenceOf } from '@taxi/contract/refusals.ts'
import type { Request, Response } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

type Needs = Pick<Parts, 'config' | 'log'>

/** The one place where a "no" or a failure becomes an answer, in the language asked for. */
export function answerFailure(parts: Needs, error: unknown, request: Request, response: Response): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const id = randomUUID().slice(0, 8)
  const refusal = refusalOf(error)
  if (refusal.code === 'server.failed')
    parts.log.error({ id, error, method: request.method, path: request.path }, 'a request failed')
  const details = refusal.code === 'server.failed' ? { id } : refusal.details
  if (details.seconds) response.set('retry-after', details.seconds)
  response.status(refusals[refusal.code].status).json({
    error: {
      code: refusal.code,
      message: sentenceOf(refusal.code, localeOf(request), withClock(details, parts.config.COMPANY_TIMEZONE)),
      ...(refusal.next ? { next: refusal.next } : {}),
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
  const code = bodyParserCode(error)
  if (code === 'request.too-large') return new Refusal(code, { limit: '1 MB' })
  return code ? new Refusal(code, { what: 'the body is not JSON' }) : new Refusal('server.failed')
}

/** Express's own reader of bodies says no with a status and a type. */
function bodyParserCode(error: unknown): Extract<RefusalCode, `request.${string}`> | null {
  if (!(error instanceof Error) || !('status' in error) || !('type' in error)) return null
  if (error.status === 413) return 'request.too-large'
  return typeof error.status === 'number' && error.status < 500 ? 'request.invalid' : null
}

/** In the sentence an instant is a time of day; in the details it stays an instant. */
function withClock(details: Record<string, string>, timeZone: string): Record<string, string> {
  const { until } = details
  if (!until) return details
  const clock = new Intl.DateTimeFormat('ru', { timeZone, hour: '2-digit', minute: '2-digit' })
  return { ...details, until: clock.format(new Date(until)) }
}
