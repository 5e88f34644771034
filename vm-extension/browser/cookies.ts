import { type Browser, browser } from 'wxt/browser'

const KEPT_FOR_S = 14 * 24 * 3600

/**
 * Gives the session cookies of these hosts a date, so that the sign-in outlives the browser's restart. Cookies of
 * other sites stay as they are: what the person signed in to besides must not last. Tells how many were kept.
 */
export async function keepCookies(hosts: string[]): Promise<number> {
  const cookies = await browser.cookies.getAll({ session: true, partitionKey: {} })
  const ours = cookies.filter(cookie => hosts.some(host => serves(cookie.domain, host)))
  const kept = await Promise.all(ours.map(keep))
  return kept.filter(Boolean).length
}

/** Is the cookie sent to this host? */
export function serves(cookieDomain: string, host: string): boolean {
  const domain = cookieDomain.replace(/^\./, '')
  return host === domain || (cookieDomain.startsWith('.') && host.endsWith(`.${domain}`))
}

async function keep(cookie: Browser.cookies.Cookie): Promise<boolean> {
  const { name, value, domain, path, secure, httpOnly, sameSite, storeId, hostOnly, partitionKey } = cookie
  const set = await browser.cookies
    .set({
      url: `${secure ? 'https' : 'http'}://${domain.replace(/^\./, '')}${path}`,
      name,
      value,
      path,
      secure,
      httpOnly,
      sameSite,
      storeId,
      ...(hostOnly ? {} : { domain }),
      ...(partitionKey ? { partitionKey } : {}),
      expirationDate: Date.now() / 1000 + KEPT_FOR_S,
    })
    .catch(() => null)
  return set !== null
}
