import type { Look } from '../session/sign-in.ts'
import type { SignInProbe } from './service.ts'

export interface ProbeAnswer {
  status: number
  type: string
  text: string
  /** Where it came from in the end. */
  url: string
}

const SIGN_IN_PAGE = /^https:\/\/(?:accounts\.google\.com\/|auth\.openai\.com\/|[^/]+\/(?:login|sign-?in|auth)\b)/i

/** Where a sign-in waits for a code or another proof. */
const CODE_PAGE =
  /(?:\/signin\/(?:v\d\/)?challenge|\/challenge\/|mfa|two-?factor|\b2fa|verif(?:y|ication)|one-time|\botp\b)/i
/** A puzzle that a person at the screen can solve. */
const PUZZLE = /cf-turnstile|challenges\.cloudflare\.com|h-?captcha|recaptcha|arkoselabs|px-captcha/i

/** What an address says of the sign-in when a page stands at it; null: nothing. */
export function askedAt(url: string): 'signed_out' | 'code' | 'captcha' | null {
  if (/^https:\/\/www\.google\.[a-z.]+\/sorry\//.test(url)) return 'captcha'
  if (!SIGN_IN_PAGE.test(url)) return null
  return CODE_PAGE.test(url) ? 'code' : 'signed_out'
}

/** What a service's answer says of the sign-in. A bot wall is judged first: it says nothing of it. */
export function lookOf(probe: SignInProbe, { status, type, text, url }: ProbeAnswer): Look {
  if ([403, 429, 503].includes(status) && /html/i.test(type)) return PUZZLE.test(text) ? 'captcha' : 'wall'
  if (status === 0 || status === 429 || status >= 500) return 'unclear'
  if (SIGN_IN_PAGE.test(url) && !SIGN_IN_PAGE.test(probe.address)) return CODE_PAGE.test(url) ? 'code' : 'signed_out'
  // Sent elsewhere, to a consent or a puzzle, the service has not answered.
  if (new URL(url).hostname !== new URL(probe.address).hostname) return 'unclear'
  const said = probe.signedIn({ status, type, text })
  return said === null ? 'unclear' : said ? 'signed_in' : 'signed_out'
}
