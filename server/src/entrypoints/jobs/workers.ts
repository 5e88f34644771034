import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Bree from 'bree'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import type { Clock } from '../../outside/clock.ts'
import type { Parts } from '../../parts.ts'
import type { WorkerSettings } from './worker-parts.ts'

export interface Workers {
  close(): Promise<void>
}

/** A worker thread and the file it runs. */
export interface Job {
  name: string
  path: string
}

/** How long workers may take to end; Bree itself would wait for ever. */
const STOP_MS = 8_000
const RESTART_FIRST_MS = 500
const RESTART_MOST_MS = 30_000

/**
 * Starts the worker threads for dumps and, with a bot, for deliveries. Each lives as long as the server; one that
 * crashes is started again. Bree keeps the threads, the rows keep the work.
 */
export async function startWorkers(
  parts: Pick<Parts, 'config' | 'log' | 'databaseUrl'> & { clock?: Pick<Clock, 'shared'> },
  jobs: Job[] = jobsFor(parts.config),
): Promise<Workers> {
  const { config, log, databaseUrl } = parts
  if (!databaseUrl) throw new Error('Workers need databaseUrl: they are threads with connections of their own.')
  const workerData: WorkerSettings = { config, databaseUrl, clock: parts.clock?.shared ?? null }
  const crashes = new Map<string, number>()
  let closing = false

  const bree = new Bree({
    root: false,
    doRootCheck: false,
    defaultExtension: 'ts',
    acceptedExtensions: ['.ts'],
    logger: false,
    timezone: 'UTC',
    hasSeconds: false,
    // A worker's short-lived things are few: 2 MB halves instead of 32 save 25 MB each.
    worker: { workerData, resourceLimits: { maxYoungGenerationSizeMb: 6 } },
    // Every job is started once, by hand: the threads stay.
    jobs: jobs.map(job => ({ ...job, timeout: false })),
    errorHandler: (error: unknown, about: { name: string }) => {
      if (!closing) log.error({ worker: about.name, err: error }, 'a worker crashed, it is started again')
    },
    workerMessageHandler: ({ name, message }: { name: string; message: unknown }) => relayLog(log, name, message),
  })
  bree.on('worker deleted', (name: string) => {
    if (closing) return
    const crash = (crashes.get(name) ?? 0) + 1
    crashes.set(name, crash)
    const timer = setTimeout(
      () => {
        if (!closing) void bree.run(name)
      },
      Math.min(RESTART_FIRST_MS * 2 ** (crash - 1), RESTART_MOST_MS),
    )
    timer.unref()
  })
  for (const { name } of jobs) await bree.run(name)

  return {
    async close() {
      closing = true
      await Promise.race([bree.stop(), sleep(STOP_MS, undefined, { ref: false })])
      await Promise.all([...bree.workers.values()].map(worker => worker.terminate()))
    },
  }
}

function jobsFor(config: Pick<Config, 'TELEGRAM_BOT_TOKEN'>): Job[] {
  const names = config.TELEGRAM_BOT_TOKEN ? ['dumps', 'deliveries'] : ['dumps']
  return names.map(name => ({ name, path: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)) }))
}

const levels = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'error' } as const

/** A worker's log line becomes one of the server's. */
function relayLog(log: Logger, worker: string, message: unknown): void {
  if (typeof message !== 'object' || message === null || !('log' in message)) return
  const { level, time: _time, pid: _pid, hostname: _hostname, msg, ...fields } = JSON.parse(String(message.log))
  log[levels[level as keyof typeof levels] ?? 'info']({ worker, ...fields }, msg)
}
