/** Milliseconds until a token should be renewed: half of the life it has left. 0 when it has none. */
export function renewIn(token: string, now: number): number {
  return Math.max(0, (expiryOf(token) - now) / 2)
}

/** When a JWT expires, milliseconds since 1970; 0 when it does not say. */
function expiryOf(token: string): number {
  const body = token.split('.')[1] ?? ''
  try {
    const { exp } = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: number }
    return (exp ?? 0) * 1000
  } catch {
    return 0
  }
}
