/**
 * The one-time token behind `#t=`, taken out of the address at once so that it stays in no history.
 * Null when the link is incomplete.
 */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('t')
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
