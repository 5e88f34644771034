interface Finding {
  code: string
  path: (string | number)[]
}
interface Accepted {
  code: RegExp
  where?: RegExp
  /** Looks at what the finding points at. */
  if?: (schema: Record<string, unknown>) => boolean
  why: string
}

/** What Spectral's rules find and we keep, each with its reason. Whatever is not here fails the scan. */
const accepted: Accepted[] = [
  {
    code: /2023-(string|array)-(limit|restricted)$/,
    where: /\/responses\/|^components\//,
    why: 'The server makes its own replies: how long they get is bounded by what it took in.',
  },
  {
    code: /2023-string-limit$/,
    if: ({ pattern }) => typeof pattern === 'string' && pattern.endsWith('$') && !/[+*]|,\}/.test(pattern),
    why: 'The pattern bounds the length.',
  },
  {
    code: /2023-(string|array)-(limit|restricted)$/,
    where: /^paths\/\/companion\//,
    why: 'A chat is as long as it is; the body as a whole is bounded by MAX_CHAT_BYTES.',
  },
  { code: /2023-string-restricted$/, why: 'Names, notes and passwords are free text, of bounded length.' },
  {
    code: /2023-(write|read)-restricted$|2023-define-error-responses-401$/,
    where: /^paths\/\/(auth|hello|desk\/enter|calendar)/,
    why: 'Ways in and what is asked before them. Which endpoints are open to anyone is fixed in roles.int.test.ts.',
  },
  {
    code: /2023-no-credentials-in-url$/,
    where: /^paths\/\/calendar\/\{secret\}/,
    why: 'Calendar programs send no headers. The secret opens bookings alone, read-only, and can be renewed.',
  },
  {
    code: /2023-rate-limit$/,
    why: 'Every endpoint is limited; who is over the limit hears Retry-After with 429, and the rest needs no counters.',
  },
  {
    code: /2023-no-server-http$/,
    why: 'The server of this scan is on loopback. People come by PUBLIC_URL, which is https where it is not.',
  },
  {
    code: /2023-define-cors-origin$/,
    why: 'Sent to our own extension alone, so that it is not part of the description.',
  },
]

/** Why this finding is none; null when it is one. */
export function whyAccepted({ code, path }: Finding, api: unknown): string | null {
  const schema = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], api)
  const pointed = typeof schema === 'object' && schema !== null ? (schema as Record<string, unknown>) : {}
  const where = path.join('/')
  const found = accepted.find(
    each => each.code.test(code) && (each.where?.test(where) ?? true) && (each.if?.(pointed) ?? true),
  )
  return found?.why ?? null
}
