import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, identityOf } from '../../server/src/outside/alive.ts'

/** How long what a test started may take to go by itself, once the test is over. */
const GRACE_MS = 5000

/**
 * Ends the processes that still carry this mark in their environment, and says which they were. A process group would
 * not find them: screens, browsers and databases have groups of their own.
 */
export async function endLeftovers(mark: string): Promise<string[]> {
  for (let waited = 0; waited < GRACE_MS && marked(mark).length > 0; waited += 100) await sleep(100)
  const left = marked(mark).map(pid => ({ pid, command: commandOf(pid) }))
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went by itself in between.
    }
  }
  return left.map(({ pid, command }) => `${pid} ${command}`)
}

function marked(mark: string): number[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== process.pid && environmentOf(pid).includes(mark) && identityOf(pid) !== '')
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}
