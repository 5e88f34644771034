/** `taxi.example.com`, `localhost:3000/app` → the server's origin; null when it is no web address. */
export function serverAddress(typed: string): string | null {
  const text = typed.trim()
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? '' : isNearby(hostOf(text)) ? 'http://' : 'https://'
  const url = URL.parse(scheme + text)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  // A bare word is more likely a slip than a computer; with a port it is meant.
  if (!/[.:]/.test(url.host) && url.hostname !== 'localhost') return null
  return url.origin
}

/** The server's address, when a tab shows its pages: whoever follows an invitation has one open. */
export function addressOfTab(tabUrl: string | undefined): string | null {
  const url = URL.parse(tabUrl ?? '')
  if (!url || !/^https?:$/.test(url.protocol)) return null
  return /^\/app(\/|$)/.test(url.pathname) ? url.origin : null
}

const hostOf = (text: string) => /^(\[[^\]]*\]|[^:/?#]*)/.exec(text)?.[1] ?? ''

/** Computers of one's own and of the office rarely have a certificate. */
const isNearby = (host: string) =>
  /^(localhost|\[::1\]|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2})$/i.test(host)
