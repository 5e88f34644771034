import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { commandOf, groupOf, identityOf } from './alive.ts'
import { freePort } from './free-port.ts'
import { portAnswers } from './port-answers.ts'
import { type Child, commandPath, startChild } from './process.ts'

export interface Address {
  host: string
  port: number
}

export interface Guacd {
  /** Where a screen can be opened right now; another port after every restart, none while it is starting or not installed. */
  addresses(): Address[]
  /** Called whenever our own guacd stopped and runs again. */
  onRestart(listener: () => void): void
  close(): Promise<void>
}

const INSTALL =
  'guacd is not installed, so desks stay dark: run `npm start` once as root on Debian 12, or set GUACD=host:port'

/** The guacd of GUACD, or one of our own on a free loopback port, started again whenever it stops. */
export async function startGuacd(config: Pick<Config, 'GUACD' | 'dataDir'>, log: Logger): Promise<Guacd> {
  const given = config.GUACD.split(',').filter(Boolean).map(addressOf)
  if (given.length) return fixed(given)
  const command = commandPath('guacd')
  if (!command) {
    log.warn(INSTALL)
    return fixed([])
  }
  const papers = join(config.dataDir, 'guacd')
  mkdirSync(papers, { recursive: true, mode: 0o700 })
  endLeftovers(papers)
  return watch(command, papers, log)
}

function fixed(addresses: Address[]): Guacd {
  return { addresses: () => addresses, onRestart: () => {}, close: async () => {} }
}

function addressOf(text: string): Address {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

async function watch(command: string, papers: string, log: Logger): Promise<Guacd> {
  const listeners: (() => void)[] = []
  let closing = false
  let here: Address | null = null
  let current = await run(command, papers, log)
  here = { host: '127.0.0.1', port: current.port }

  const again = async (): Promise<void> => {
    for (let pause = 200; !closing; pause = Math.min(pause * 2, 10_000)) {
      await sleep(pause)
      try {
        current = await run(command, papers, log)
        return
      } catch (error) {
        log.warn({ error }, 'guacd does not start; trying again')
      }
    }
  }
  const keep = async (): Promise<void> => {
    while (!closing) {
      const { code, signal } = await current.child.exited
      here = null
      // Its children may be stuck on an inherited lock and then keep the port: they go with their group, and the next one gets another port.
      await current.child.stop('SIGKILL', 0)
      rmSync(current.paper, { force: true })
      if (closing) return
      log.warn({ code, signal, said: current.child.lastWords() }, 'guacd stopped; starting it again')
      await again()
      if (closing) return
      here = { host: '127.0.0.1', port: current.port }
      for (const listener of listeners) listener()
    }
  }
  const keeping = keep()
  return {
    addresses: () => (here ? [here] : []),
    onRestart: listener => listeners.push(listener),
    async close() {
      closing = true
      here = null
      await current.child.stop('SIGTERM', 2000)
      rmSync(current.paper, { force: true })
      await keeping
    },
  }
}

interface Running {
  child: Child
  port: number
  /** Says whose guacd this is, for the start after a crash. */
  paper: string
}

async function run(command: string, papers: string, log: Logger): Promise<Running> {
  const port = await freePort()
  // At `info` guacd writes to syslog so often that forked children get stuck on its lock.
  const args = ['-b', '127.0.0.1', '-l', String(port), '-f', '-L', 'error']
  const child = await startChild(command, args, { name: 'guacd', log })
  const paper = join(papers, String(child.pid))
  writeFileSync(paper, identityOf(process.pid))
  for (let waited = 0; waited < 5000 && child.running(); waited += 25) {
    if (await portAnswers(port)) return { child, port, paper }
    await sleep(25)
  }
  await child.stop('SIGKILL', 0)
  rmSync(paper, { force: true })
  throw new Error(`guacd did not start: ${child.lastWords()}`)
}

/** Ends what a killed server left: guacd itself goes by its death signal, a stuck child of it does not. */
function endLeftovers(papers: string): void {
  for (const name of readdirSync(papers)) {
    const paper = join(papers, name)
    const owner = readFileSync(paper, 'utf8')
    if (owner && owner === identityOf(Number.parseInt(owner, 10))) continue
    for (const pid of groupOf(Number(name))) if (/(^|\/)guacd /.test(commandOf(pid))) process.kill(pid, 'SIGKILL')
    rmSync(paper, { force: true })
  }
}
