import { execFileSync } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { freePort } from '../outside/free-port.ts'
import { type Child, startChild } from '../outside/process.ts'

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
    while (!(await answers(port))) await sleep(25)
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

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.destroy()).once('error', () => resolve(false))
    socket.once('close', failed => resolve(!failed))
  })
}
