import type { PageVisit } from '@taxi/contract/companion.ts'
import { browser } from 'wxt/browser'

/** More than a person visits in a day; a bound for the answer's size. */
const MOST_VISITS = 5_000

/** The pages visited since then, in order. History keeps one row per address, so the single visits are asked for. */
export async function visitsSince(since: Date): Promise<PageVisit[]> {
  const pages = await browser.history.search({ text: '', startTime: since.getTime(), maxResults: 100_000 })
  const visits: PageVisit[] = []
  for (const { url, title } of pages) {
    if (!url || visits.length >= MOST_VISITS) continue
    for (const { visitTime } of await browser.history.getVisits({ url })) {
      if (!visitTime || visitTime < since.getTime()) continue
      visits.push({ at: new Date(visitTime).toISOString(), url: url.slice(0, 2_000), title: title ?? '' })
    }
  }
  return visits.sort((a, b) => a.at.localeCompare(b.at)).slice(0, MOST_VISITS)
}
