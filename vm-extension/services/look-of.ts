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

/** What a service's answer says of the sign-in. A bot wall is judged first: it says nothing of it. */
export function lookOf(probe: SignInProbe, { status, type, text, url }: ProbeAnswer): Look {
  if ([403, 429, 503].includes(status) && /html/i.test(type)) return 'wall'
  if (status === 0 || status === 429 || status >= 500) return 'unclear'
  if (SIGN_IN_PAGE.test(url) && !SIGN_IN_PAGE.test(probe.address)) return 'out'
  // Sent elsewhere, to a consent or a puzzle, the service has not answered.
  if (new URL(url).hostname !== new URL(probe.address).hostname) return 'unclear'
  const said = probe.signedIn({ status, type, text })
  return said === null ? 'unclear' : said ? 'in' : 'out'
}
