import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The command line of a running process, arguments separated by spaces; empty when there is no such process. */
export function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

/** A process by number and birth: numbers are used again, births are not. Empty when it is not running. */
export function identityOf(pid: number): string {
  if (process.platform !== 'linux') return commandOf(pid) && `${pid}`
  const stat = statOf(pid)
  return stat && stat.state !== 'Z' ? `${pid}@${stat.born}` : ''
}

/** The processes of a group, also when its leader is gone. Linux alone can say; elsewhere the leader, when it runs. */
export function groupOf(group: number): number[] {
  if (process.platform !== 'linux') return commandOf(group) ? [group] : []
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && statOf(pid)?.group === group)
}

function statOf(pid: number): { state: string; group: number; born: string } | null {
  try {
    // The name, second field, may hold spaces and brackets: the rest is counted after it. Birth is in clock ticks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? []
    return { state: fields[0] ?? '', group: Number(fields[2]), born: fields[19] ?? '' }
  } catch {
    return null
  }
}
