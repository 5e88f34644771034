import type { Locale, Theme } from '@taxi/contract/shapes.ts'

/** What lets this tab come back to its desk after a reload. Never leaves the tab. */
export interface KeptWay {
  token: string
  locale: Locale
  theme: Theme
  readOnly: boolean
}

/** `/desk/<session id>#p=<pass>`: which session, and the one-time pass, which is taken out of the address at once. */
export function takeAddress(): { sessionId: string; pass: string | null } {
  const sessionId = location.pathname.split('/')[2] ?? ''
  const pass = new URLSearchParams(location.hash.slice(1)).get('p')
  if (location.hash) history.replaceState(null, '', location.pathname)
  return { sessionId, pass }
}

/** The tab's own memory: another tab, or the same one opened anew, needs a pass of its own. */
export function rememberWay(sessionId: string, way: KeptWay): void {
  sessionStorage.setItem(keyOf(sessionId), JSON.stringify(way))
}

export function rememberedWay(sessionId: string): KeptWay | null {
  const kept = sessionStorage.getItem(keyOf(sessionId))
  return kept ? (JSON.parse(kept) as KeptWay) : null
}

export function forgetWay(sessionId: string): void {
  sessionStorage.removeItem(keyOf(sessionId))
}

const keyOf = (sessionId: string) => `taxi-desk:${sessionId}`
