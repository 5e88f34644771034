import { execFileSync } from 'node:child_process'
import { pino } from 'pino'
import { freePort } from '../outside/free-port.ts'
import { portAnswers } from '../outside/port-answers.ts'
import { type Child, startChild } from '../outside/process.ts'
import { eventually } from './companion-world.ts'

export type PlainGuacd = Awaited<ReturnType<typeof startPlainGuacd>>

/** A real guacd as somebody else would run it: at a fixed place, and nobody starts it again. */
export async function startPlainGuacd() {
  const port = await freePort()
  const log = pino({ level: 'silent' })
  let child: Child
  const start = async () => {
    child = await startChild('guacd', ['-b', '127.0.0.1', '-l', String(port), '-f', '-L', 'error'], {
      name: 'guacd',
      log,
    })
    await eventually(() => portAnswers(port))
  }
  await start()
  return {
    address: { host: '127.0.0.1', port },
    pid: () => child.pid,
    /** Desks it carries, as the kernel counts its lines. */
    connections: () =>
      execFileSync('ss', ['-Htn', 'state', 'established', `( sport = :${port} )`], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean).length,
    /** With everything it carries, at once. */
    kill: () => process.kill(-child.pid, 'SIGKILL'),
    restart: start,
    close: () => child.stop('SIGKILL', 0),
  }
}
