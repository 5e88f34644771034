import { lookOf } from '../services/look-of.ts'
import type { SignInProbe } from '../services/service.ts'
import type { Look } from '../session/sign-in.ts'

const ANSWER_MS = 15_000

/** Asks a service whether its account is signed in: with the browser's cookies, without a tab or a line in its history. */
export async function probeSignIn(probe: SignInProbe): Promise<Look> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS)
    const response = await fetch(probe.address, { credentials: 'include', cache: 'no-store', signal })
    const type = response.headers.get('content-type') ?? ''
    return lookOf(probe, { status: response.status, type, text: await response.text(), url: response.url })
  } catch {
    return 'unclear'
  }
}
