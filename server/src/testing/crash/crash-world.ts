import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '@taxi/contract/client.ts'
import { newSignIn } from '../../db/write/new-sign-in.ts'
import type { CrashPoint } from '../../faults.ts'
import { freePort } from '../../outside/free-port.ts'
import { hashOf, loadSecrets, newToken } from '../../outside/secrets.ts'
import { startBotApi } from '../bot-api.ts'
import { buildMachine, buildPerson, buildSlot } from '../build.ts'
import { openTestDatabase } from '../database.ts'
import { aChat } from '../dump-world.ts'
import { until } from '../until.ts'
import { type StandInCompanion, standInCompanion } from './stand-in-companion.ts'

export type CrashWorld = Awaited<ReturnType<typeof openCrashWorld>>
export type Rider = Awaited<ReturnType<CrashWorld['sitDown']>>

/** A killed server's leases run out in ten seconds: the next one is started with a clock that is past them. */
const PAST_LEASES_MS = 15_000
const READY_MS = 60_000

/**
 * The real server as a process that dies where it is told to, dry machines with companions, and a stand-in Telegram.
 * `front`: the address of a proxy that everybody goes through.
 */
export async function openCrashWorld(front?: string) {
  const database = await openTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'taxi-crash-'))
  const crashFile = join(dataDir, 'crash-at')
  const api = await startBotApi({ pace: false })
  const port = await freePort()
  const base = front ?? `http://127.0.0.1:${port}`
  const { db } = database
  const companions: StandInCompanion[] = []
  let server: ChildProcess | null = null
  let ahead = 0
  let printed = ''
  let riders = 0

  async function startAt(port: number): Promise<ChildProcess> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'crashing-server.ts')], {
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        PUBLIC_URL: base,
        DATABASE_URL: database.url,
        TAXI_DATA_DIR: dataDir,
        TELEGRAM_BOT_TOKEN: api.token,
        TELEGRAM_API_BASE: api.url,
        LOCAL_MACHINE: 'no',
        GUACD: '127.0.0.1:1',
        DISK_FLOOR_MB: '1',
        REQUESTS_PER_SECOND: '1000',
        LOG_LEVEL: 'warn',
        TAXI_CRASH_FILE: crashFile,
        TAXI_AHEAD_MS: String(ahead),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (printed += chunk))
    await until(
      'the server is ready',
      async () => {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${printed}`)
        return (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok
      },
      READY_MS,
    ).catch(error => {
      child.kill('SIGKILL')
      throw error
    })
    return child
  }

  async function start(): Promise<void> {
    server = await startAt(port)
  }

  async function tokenOf(personId: string): Promise<string> {
    const person = await db.people.findUniqueOrThrow({ where: { id: personId } })
    const parts = { secrets: loadSecrets(dataDir), now: () => new Date(Date.now() + ahead) }
    return (await newSignIn(parts, db, person, { way: 'password', address: '', agent: '' })).token
  }
  const clientWith = (token: string): Client => createClient({ base, token: () => token })

  return {
    database,
    db,
    api,
    dataDir,
    /** What the server printed so far. */
    printed: () => printed,
    /** The server dies when it comes to this point. */
    arm: (point: CrashPoint) => writeFileSync(crashFile, point),
    /** Waits until it is dead, then starts it anew, unarmed. */
    async restartAfterCrash(): Promise<void> {
      const dead = server
      if (!dead) throw new Error('The server is not running.')
      await until('the server died', () => dead.signalCode === 'SIGKILL')
      rmSync(crashFile, { force: true })
      ahead += PAST_LEASES_MS
      await start()
    },
    start,
    /** One more server on the same database and folder; whoever starts it ends it. */
    startAt,
    tokenOf,
    clientWith,
    /** Somebody at a seat of their own, who has written in so many chats and downloaded these files. */
    async sitDown({ chats = 1, downloads = {} }: { chats?: number; downloads?: Record<string, Buffer> } = {}) {
      const number = ++riders
      const user = 90_000 + number
      api.meet(user)
      const person = await buildPerson(db, { name: `Rider ${number}`, locale: 'en', telegram_id: BigInt(user) })
      const token = newToken()
      const machine = await buildMachine(db, { id: `dry-${randomUUID().slice(0, 8)}`, token_hash: hashOf(token) })
      const slot = await buildSlot(db, {
        id: `slot-${machine.id}`,
        machines: [machine.id],
        slot_number: 5_000 + number,
      })
      const signedInWith = await tokenOf(person.id)
      const client = clientWith(signedInWith)
      const { session_id } = await client.call('occupy', { params: { id: slot.id } })
      await until('the seat is marked', async () => {
        const { phases } = await db.sessions.findUniqueOrThrow({ where: { id: session_id } })
        return 'browser' in (phases as object)
      })
      const folder = join(dataDir, 'machines', machine.id, 'Downloads')
      mkdirSync(folder, { recursive: true })
      for (const [name, body] of Object.entries(downloads)) writeFileSync(join(folder, name), body)
      const written = Array.from({ length: chats }, (_, n) => aChat({ title: `Chat ${n + 1} of ${user}` }))
      const at = new Date().toISOString()
      const touched = { first_seen: at, last_seen: at, sent_messages: 1, opened_only: false }
      const exports = () =>
        written.map(chat => ({
          chat,
          markdown: chat.title,
          touched: { ...touched, service: chat.service, id: chat.id, url: chat.url, title: chat.title },
        }))
      companions.push(standInCompanion({ base, machineId: machine.id, token, exports }))
      await until('the companion is there', async () => {
        const status = await db.machine_status.findUnique({ where: { vm_id: machine.id } })
        return status?.companion_version
      })
      const key = randomUUID()
      return {
        user,
        person,
        machine,
        slot,
        token: signedInWith,
        sessionId: session_id,
        chats: written,
        downloads,
        /** Released, the same press as often as it takes. */
        release: () => client.call('release', { params: { id: slot.id }, idempotencyKey: key }),
      }
    },
    async close() {
      for (const companion of companions) companion.close()
      if (server && server.exitCode === null && server.signalCode === null) {
        const gone = once(server, 'exit')
        server.kill('SIGKILL')
        await gone
      }
      await database.close()
      await api.close()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
