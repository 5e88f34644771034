import { createClient, Refused } from '@taxi/contract/client.ts'
import { PRODUCT, PROTOCOL } from '@taxi/contract/version.ts'
import browser from 'webextension-polyfill'

export type Found =
  | { is: 'taxi'; needsFirstAdmin: boolean }
  /** No answer reached us. It may be that the browser wants the person's consent for this host first. */
  | { is: 'unreachable'; consentMayHelp: boolean }
  | { is: 'something-else' }
  | { is: 'newer' }
  | { is: 'older' }

const PATIENCE_MS = 8_000

/**
 * Asks who answers at this address. Without the host's permission at first: our server lets the extension in by CORS,
 * so most people are never asked for anything.
 */
export async function findServer(base: string): Promise<Found> {
  try {
    const hello = await createClient({ base }).call('hello', { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (hello.product !== PRODUCT) return { is: 'something-else' }
    if (hello.protocol > PROTOCOL) return { is: 'newer' }
    if (hello.protocol < PROTOCOL) return { is: 'older' }
    return { is: 'taxi', needsFirstAdmin: hello.needs_first_admin }
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 0) return { is: 'something-else' }
    return { is: 'unreachable', consentMayHelp: !(await isAllowed(base)) }
  }
}

/** Must be called straight from a click, before anything is awaited: browsers insist. */
export const askConsent = (base: string): Promise<boolean> => browser.permissions.request({ origins: [pattern(base)] })

const isAllowed = (base: string) => browser.permissions.contains({ origins: [pattern(base)] })

/** Match patterns know no ports. */
function pattern(base: string): string {
  const { protocol, hostname } = new URL(base)
  return `${protocol}//${hostname}/*`
}
