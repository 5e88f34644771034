import * as z from 'zod/mini'
import { authorised } from './chatgpt-account.ts'
import { known } from './known.ts'
import type { Page } from './page.ts'
import type { Quota } from './service.ts'

/** `POST /backend-api/conversation/init`: the page asks it whenever a chat is opened. */
const Limits = z.object({
  limits_progress: z.optional(
    z.nullable(
      z.array(
        z.object({
          feature_name: z.string(),
          remaining: z.optional(z.nullable(z.number())),
          reset_after: z.optional(z.nullable(z.string())),
        }),
      ),
    ),
  ),
})

/** What people call them, where the service calls them otherwise. */
const NAMES: Record<string, string> = { deep_research: 'Deep Research', odyssey: 'Agent', image_gen: 'images' }

export async function chatgptQuotas(page: Page): Promise<Quota[]> {
  const answer = await page.json('/backend-api/conversation/init', {
    method: 'POST',
    headers: { ...(await authorised(page)), 'content-type': 'application/json' },
    body: '{}',
  })
  return (known(Limits, answer, 'the limits').limits_progress ?? []).map(
    ({ feature_name, remaining, reset_after }) => ({
      what: NAMES[feature_name] ?? feature_name.replaceAll('_', ' '),
      left: remaining ?? null,
      resets_at: reset_after ?? null,
    }),
  )
}
