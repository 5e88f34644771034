import * as z from 'zod/mini'
import { known } from './known.ts'
import type { Page } from './page.ts'
import type { Quota } from './service.ts'

const left = z.optional(z.nullable(z.number()))
/** `GET /rest/rate-limit/all`. It tells no time at which they come back. */
const RateLimits = z.object({ remaining_pro: left, remaining_research: left, remaining_labs: left })

const NAMES = { remaining_pro: 'Pro', remaining_research: 'Research', remaining_labs: 'Labs' } as const

export async function perplexityQuotas(page: Page): Promise<Quota[]> {
  const limits = known(RateLimits, await page.json('/rest/rate-limit/all'), 'the limits')
  return Object.entries(NAMES).flatMap(([key, what]) => {
    const left = limits[key as keyof typeof NAMES]
    return typeof left === 'number' ? [{ what, left, resets_at: null }] : []
  })
}
