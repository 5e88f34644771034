import { browser } from 'wxt/browser'
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
    const look = lookOf(probe, { status: response.status, type, text: await response.text(), url: response.url })
    return look === 'signed_in' && (await runsOutSoon(probe)) ? 'expiring' : look
  } catch {
    return 'unclear'
  }
}

const SOON_S = 3 * 24 * 3600

/** Services renew their cookie while they are used: one that is about to end was not renewed. */
async function runsOutSoon({ address, cookie }: SignInProbe): Promise<boolean> {
  if (!cookie) return false
  const cookies = await browser.cookies.getAll({ url: address })
  const ends = cookies.flatMap(({ name, expirationDate }) =>
    cookie.test(name) && expirationDate ? [expirationDate] : [],
  )
  return ends.length > 0 && Math.max(...ends) - Date.now() / 1000 < SOON_S
}
