import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { commandOf } from '../server/src/outside/alive.ts'

/** Clock ticks of /proc in a second: the kernel shows 100 on every Linux there is. */
const TICKS = 100

/**
 * The processes of the server on this data folder and of its database. Found by what stands in the environment:
 * PostgreSQL's have groups, and perhaps a user, of their own.
 */
export function processesOf(dataDir: string): { server: number[]; database: number[] } {
  const mark = `TAXI_DATA_DIR=${dataDir}`
  const pids = readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0)
  const marked = pids.filter(pid => read(`/proc/${pid}/environ`).split('\0').includes(mark))
  const database = pids.filter(pid => /^postgres\b|\/postgres /.test(commandOf(pid)) && isUnder(pid, new Set(marked)))
  const server = marked.filter(pid => commandOf(pid).includes('server/src/main.ts') && !database.includes(pid))
  return { server, database }
}

/** Proportional set size in millions of bytes: of what several processes share, each counts its part. */
export function pssOf(pid: number): number {
  return (Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024) / 1e6
}

/** Milliseconds of processor time this process has used, all threads. */
export function cpuOf(pid: number): number {
  const [, ...fields] = read(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? []
  return ((Number(fields[10]) + Number(fields[11])) / TICKS) * 1000
}

function isUnder(pid: number, above: Set<number>): boolean {
  for (let at = pid; at > 1; at = Number(read(`/proc/${at}/stat`).split(') ').pop()?.split(' ')[1] ?? 0))
    if (above.has(at)) return true
  return false
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Every process below this one. */
export function childrenOf(above: number): number[] {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== above)
  return pids.filter(pid => isUnder(pid, new Set([above])))
}

/** The process that listens on this port of this computer; 0: nobody does. */
export function listenerOn(port: number): number {
  const said = execFileSync('ss', ['-Hltnp', `( sport = :${port} )`], { encoding: 'utf8' })
  return Math.min(...[...said.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid)), Number.MAX_SAFE_INTEGER)
}
