import * as z from 'zod/mini'
import { known } from './known.ts'
import type { Page } from './page.ts'
import type { Quota } from './service.ts'

/** `POST /rest/rate-limits`, for one model. */
const RateLimit = z.object({ remainingQueries: z.number() })

export async function grokQuotas(page: Page, model: string | null): Promise<Quota[]> {
  if (!model) return []
  const answer = await page.json('/rest/rate-limits', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestKind: 'DEFAULT', modelName: model }),
  })
  return [{ what: model, left: known(RateLimit, answer, 'the limit').remainingQueries, resets_at: null }]
}
