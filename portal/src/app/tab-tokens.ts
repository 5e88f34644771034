import type { TokenShelf, Tokens } from '@taxi/ui/sign-in/keeper.ts'

const REFRESH = 'taxi.refresh'
const TAB = 'taxi.tab'
/** A page that is being left lets its lock go within this time. */
const LEAVING_MS = 700

/**
 * This tab's tokens: the access token in memory, the refresh token in sessionStorage, so that a reload stays signed
 * in and nothing outlives the tab. "Duplicate tab" copies sessionStorage, and a refresh token used twice ends the
 * sign-in everywhere: the copy lets go of it and asks to sign in.
 */
export async function openTabTokens(): Promise<TokenShelf> {
  if (!(await isOnlyOne())) sessionStorage.removeItem(REFRESH)
  let kept: Tokens | null = null
  return {
    async read() {
      const refresh_token = sessionStorage.getItem(REFRESH)
      if (!refresh_token) return null
      // After a reload there is no access token yet: one that has run out is exchanged before its first use.
      return kept ?? { token: '', refresh_token, expires_at: 0 }
    },
    async write(tokens) {
      kept = tokens
      if (tokens) sessionStorage.setItem(REFRESH, tokens.refresh_token)
      else sessionStorage.removeItem(REFRESH)
    },
  }
}

/** Each tab holds a lock of its own name for as long as it lives; a copy of the tab does not get it. */
async function isOnlyOne(): Promise<boolean> {
  if (!navigator.locks) return true
  const name = sessionStorage.getItem(TAB)
  if (name && (await holds(name))) return true
  const fresh = crypto.getRandomValues(new Uint32Array(2)).join('-')
  sessionStorage.setItem(TAB, fresh)
  await holds(fresh)
  return name === null
}

function holds(name: string): Promise<boolean> {
  return new Promise(resolve => {
    navigator.locks
      .request(`${TAB} ${name}`, { signal: AbortSignal.timeout(LEAVING_MS) }, () => {
        resolve(true)
        return new Promise(() => {})
      })
      .catch(() => resolve(false))
  })
}
