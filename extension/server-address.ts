/** `taxi.example.com`, `localhost:3000/app` → the server's origin; null when it is no web address. */
export function serverAddress(typed: string): string | null {
  const text = typed.trim()
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `${isNearby(text) ? 'http' : 'https'}://${text}`)
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return null
  if (!isNearby(url.host) && !/[.:]/.test(url.hostname)) return null
  return url.origin
}

/** The server's address, when a tab shows its pages: whoever follows an invitation has one open. */
export function addressOfTab(tabUrl: string | undefined): string | null {
  const url = URL.parse(tabUrl ?? '')
  if (!url || !/^https?:$/.test(url.protocol)) return null
  return /^\/app(\/|$)/.test(url.pathname) ? url.origin : null
}

/** Computers of one's own and of the office rarely have a certificate. */
const isNearby = (host: string) => /^(localhost|127\.|10\.|192\.168\.|\[::1\])/.test(host)
