import { connect } from 'puppeteer-core'
import type { Brought } from './bring-machine.ts'
import type { Debian } from './debian.ts'

/** A seat on a real machine, seen from its root and from its companion. */
export interface MachineSeat {
  /** Evaluates a script in the companion: pages are hidden from the debugging port there. */
  inCompanion<T>(script: string): Promise<T>
  /** Runs a command as the seat's user, in front of its screen; what it printed, nothing when it failed. */
  asSeat(command: string): Promise<string>
  asRoot: Debian['asRoot']
  /** The browser's process; another one after a restart. */
  browserPid(): Promise<string>
}

const ROOT = '/var/lib/taxi'
const COMPANION_MS = 30_000

export function machineSeat(debian: Debian, { cdpPort, display }: Brought, companionId: string): MachineSeat {
  return {
    asRoot: debian.asRoot,
    asSeat: command =>
      debian
        .asRoot(
          `cd /; runuser -u seat -- env DISPLAY=:${display} XAUTHORITY=${ROOT}/run/xauthority HOME=${ROOT}/home ${command}`,
        )
        .catch(() => ''),
    browserPid: async () => (await debian.asRoot('pgrep -u seat -o -f remote-debugging-port').catch(() => '')).trim(),
    async inCompanion<T>(script: string): Promise<T> {
      const browser = await connect({ browserURL: `http://127.0.0.1:${cdpPort}`, defaultViewport: null })
      try {
        const target = await browser.waitForTarget(
          target => target.type() === 'service_worker' && target.url().includes(companionId),
          { timeout: COMPANION_MS },
        )
        return (await (await target.worker())?.evaluate(script)) as T
      } finally {
        await browser.disconnect()
      }
    },
  }
}
