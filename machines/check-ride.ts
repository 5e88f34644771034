import { takeRide } from '../ride/take-ride.ts'
import { bringMachine } from './bring-machine.ts'
import { startDebian } from './debian.ts'
import type { Converged } from './run-playbook.ts'

const ID = 'vm-01'

/**
 * From an empty Debian to a delivered dump: the roles twice, joining, the companion by policy, one whole ride. Returns
 * a sentence for everything that was not as it should be.
 */
export async function checkRide(cache: string, say: (line: string) => void): Promise<string[]> {
  const debian = await startDebian(cache, say)
  let runs: Converged[] = []
  try {
    const report = await takeRide({
      say,
      machine: async (_, boss) => {
        runs = await bringMachine(boss, debian, ID, 'demo-1', 2)
        return ID
      },
    }).catch((error: Error) => ({ ok: false as const, error: error.message }))
    return [...(report.ok ? [] : [`the ride: ${report.error}`]), ...whatRunsShow(runs), ...(await whatIsThere(debian))]
  } finally {
    await debian.close()
  }
}

function whatRunsShow([first, second]: Converged[]): string[] {
  if (!first || !second) return ['the roles did not run twice']
  return [
    ...(first.changed > 0 ? [] : ['the first run of the roles changed nothing']),
    ...(first.printed.includes('finds the machine in order') ? [] : ['the machine was not in order when it joined']),
    ...(second.changed === 0 ? [] : [`the second run of the roles changed ${second.changed} things`]),
    ...(first.printed.includes('PRIVATE KEY') ? ['a private key was printed'] : []),
  ]
}

/** How the machine is afterwards, asked as root. */
async function whatIsThere(debian: Awaited<ReturnType<typeof startDebian>>): Promise<string[]> {
  const state = await debian.asRoot('systemctl is-system-running').catch(() => 'not running')
  const user = await debian.asRoot('ps -o user= -C chromium | sort -u')
  const dirty = await debian.asRoot('ls /var/lib/taxi/dirty.json 2>/dev/null || true')
  return [
    ...(state.trim() === 'running' ? [] : [`systemd says: ${state.trim()}`]),
    ...(user.trim() === 'seat' ? [] : [`Chromium runs as: ${user.trim() || 'nobody'}`]),
    ...(dirty.trim() === '' ? [] : ['the seat is still dirty after the ride']),
  ]
}
