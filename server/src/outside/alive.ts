import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

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
  try {
    // The name (second field) may hold spaces and brackets; the 22nd field, counted after it, is the start in clock ticks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? []
    return fields[0] === 'Z' ? '' : `${pid}@${fields[19]}`
  } catch {
    return ''
  }
}
