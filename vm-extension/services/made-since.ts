import type { ChatRef, Found, Service } from './service.ts'

/** The service's clock is not ours. */
const CLOCKS_MS = 2 * 60_000

/**
 * Of a library the account's whole work is shown, everybody's: who worked in it gets what was made in their turn. Where the
 * service tells no times nothing can be told apart, and it says so.
 */
export function madeSince(found: Found, service: Pick<Service, 'library'>, { worked_since }: ChatRef): Found {
  const { assets = [], notes = [] } = found
  if (!service.library || !worked_since || assets.length === 0) return found
  if (assets.every(({ at }) => at === null))
    return {
      ...found,
      notes: [...notes, 'the page does not tell when its pictures were made: others’ may be among them'],
    }
  const since = new Date(worked_since).getTime() - CLOCKS_MS
  const kept = assets.filter(({ at }) => at !== null && new Date(at).getTime() >= since)
  return { ...found, assets: kept, raw: kept.length === assets.length ? found.raw : undefined }
}
