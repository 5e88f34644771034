import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Client, createClient } from '@taxi/contract/client.ts'
import { serverEnvironment, serverFlags } from '../scripts/server-command.mjs'
import { projectRoot } from '../server/src/config.ts'
import { freePort } from '../server/src/outside/free-port.ts'
import { type BotApi, startBotApi } from '../server/src/testing/bot-api.ts'
import { type SecondFactor, setUpSecondFactor } from '../server/src/testing/second-factor.ts'

export { until } from '../server/src/testing/until.ts'

/** A whole VDI Taxi in a temporary folder: the real server as a process of its own, and a stand-in Telegram. */
export interface World {
  url: string
  dataDir: string
  botApi: BotApi
  admin: { email: string; password: string }
  /** Milliseconds the last start took to be ready. */
  startedIn: number
  /** The server dies as in a power cut. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Its time goes on by so much at once, when it was opened `clocked`. */
  pass(minutes: number): void
  /** Ctrl-C. */
  stop(): Promise<void>
  /** Stops everything and leaves nothing behind. */
  close(): Promise<void>
  /** A client signed in as the administrator; without a second factor it does what everybody may. */
  signIn(): Promise<Client>
  /** The administrator with a second factor, set up the first time: signing in needs a code from then on. */
  asAdmin(): Promise<Client>
  /** What their authenticator shows next, to be typed now: the code before it is used up. */
  code(): string
  log(): string
}

/** `clocked`: its clock can be put forward. */
export async function openWorld(
  environment: Record<string, string> = {},
  { clocked = false }: { clocked?: boolean } = {},
): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'taxi-ride-'))
  const botApi = await startBotApi()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const admin = { email: 'anna@example.com', password: randomBytes(9).toString('base64url') }
  let factor: SecondFactor | null = null
  let server: ChildProcess | null = null
  let printed = ''

  const world: World = {
    url,
    dataDir,
    botApi,
    admin,
    startedIn: 0,
    async start() {
      const began = performance.now()
      const main = clocked ? 'ride/clocked-server.ts' : 'server/src/main.ts'
      server = spawn(process.execPath, [...serverFlags, join(projectRoot, main)], {
        cwd: projectRoot,
        stdio: ['ignore', 'pipe', 'pipe', ...(clocked ? (['ipc'] as const) : [])],
        detached: true,
        env: {
          ...process.env,
          ...serverEnvironment,
          NODE_ENV: 'development',
          PORT: String(port),
          PUBLIC_URL: url,
          TAXI_DATA_DIR: dataDir,
          ADMIN_EMAIL: admin.email,
          ADMIN_PASSWORD: admin.password,
          TELEGRAM_BOT_TOKEN: botApi.token,
          TELEGRAM_API_BASE: botApi.url,
          DATABASE_URL: '',
          GUACD: '',
          ...environment,
        },
      })
      const hear = (chunk: Buffer) => {
        printed += chunk.toString('utf8')
      }
      server.stdout?.on('data', hear)
      server.stderr?.on('data', hear)
      await ready(url, server, () => printed)
      world.startedIn = Math.round(performance.now() - began)
    },
    pass(minutes) {
      server?.send({ minutes })
    },
    async kill() {
      await end(server, 'SIGKILL')
    },
    async stop() {
      await end(server, 'SIGINT')
    },
    async close() {
      await end(server, 'SIGINT').catch(() => end(server, 'SIGKILL'))
      await stopLeftMachines(dataDir)
      await botApi.close()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
    signIn: () => signIn(url, { ...admin, totp_code: factor?.recoveryCodes.pop() }),
    async asAdmin() {
      const client = await world.signIn()
      factor ??= await setUpSecondFactor(client)
      return client
    },
    code: () => factor?.codeAt(new Date(Date.now() + 30_000)) ?? '',
    log: () => printed + logOf(dataDir),
  }
  try {
    await world.start()
  } catch (error) {
    await world.close()
    throw error
  }
  return world
}

function logOf(dataDir: string): string {
  const file = join(dataDir, 'logs/server.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

async function signIn(
  url: string,
  body: { email: string; password: string; totp_code?: string | undefined },
): Promise<Client> {
  const { token } = await createClient({ base: url }).call('signIn', { body })
  return createClient({ base: url, token: () => token })
}

async function ready(url: string, server: ChildProcess, log: () => string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}:\n${log()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await sleep(50)
  }
  throw new Error(`The server was not ready within 60 s:\n${log()}`)
}

async function end(server: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill(signal)
  const late = sleep(40_000, 'late', { ref: false })
  if ((await Promise.race([gone, late])) === 'late') throw new Error(`The server did not end on ${signal}.`)
}

/** After a kill the local machine runs on for a while; a test does not wait for that. */
async function stopLeftMachines(dataDir: string): Promise<void> {
  const config = join(dataDir, 'machines/local/seat.json')
  if (!existsSync(config)) return
  const script = join(projectRoot, 'ansible/roles/seat/files/taxi-seat')
  await promisify(execFile)(script, ['--config', config, 'down'], { timeout: 20_000 }).catch(() => null)
}
