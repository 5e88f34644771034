import * as z from 'zod/mini'
import { known } from './known.ts'
import type { Page } from './page.ts'
import type { Quota } from './service.ts'

const Window = z.optional(z.nullable(z.object({ utilization: z.number(), resets_at: z.nullable(z.string()) })))
/** `GET /api/organizations/<organisation>/usage`: how much of each window is used, in percent. */
const Usage = z.object({ five_hour: Window, seven_day: Window, seven_day_opus: Window })

const WINDOWS = { five_hour: '% of 5 h', seven_day: '% of 7 d', seven_day_opus: '% of 7 d, Opus' } as const

export async function claudeQuotas(page: Page): Promise<Quota[]> {
  const organisation = await page.cookie('lastActiveOrg')
  if (!organisation) return []
  const usage = known(Usage, await page.json(`/api/organizations/${organisation}/usage`), 'the usage')
  return Object.entries(WINDOWS).flatMap(([key, what]) => {
    const window = usage[key as keyof typeof WINDOWS]
    if (!window) return []
    return [{ what, left: Math.max(0, Math.round(100 - window.utilization)), resets_at: window.resets_at }]
  })
}
