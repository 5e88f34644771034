import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { appointFirstAdmin } from './actions/appoint-first-admin.ts'
import { insistOnKeys } from './actions/insist-on-keys.ts'
import { connectionOf } from './actions/say-alive.ts'
import type { Config } from './config.ts'
import { changeOf, connect, type News } from './db/client.ts'
import { openDatabase } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { seed } from './db/seed.ts'
import { startBot } from './entrypoints/bot/bot.ts'
import { createCompanions } from './entrypoints/companion/companions.ts'
import { type Doors, openDoors } from './entrypoints/doors.ts'
import type { FreeDisk } from './entrypoints/http/disk-floor.ts'
import { startPresence } from './entrypoints/jobs/presence.ts'
import { startSeats } from './entrypoints/jobs/seats.ts'
import { startTick } from './entrypoints/jobs/tick.ts'
import { type Job, startWorkers } from './entrypoints/jobs/workers.ts'
import { createBoard } from './entrypoints/live/board.ts'
import { openNewsLine } from './entrypoints/live/news.ts'
import { attendWith } from './entrypoints/screen/attend.ts'
import { createDesks } from './entrypoints/screen/desks.ts'
import { createRecording } from './entrypoints/screen/recording.ts'
import { createWatching } from './entrypoints/screen/watching.ts'
import { openFront } from './front.ts'
import { giveSeatsBack } from './give-seats-back.ts'
import { openLog } from './log.ts'
import { type Clock, startClock } from './outside/clock.ts'
import { companionKey } from './outside/companion/companion-key.ts'
import { startGuacd } from './outside/guacd-process.ts'
import { createMachines } from './outside/machine/machines.ts'
import { createMail } from './outside/mail.ts'
import { loadSecrets } from './outside/secrets.ts'
import type { Parts } from './parts.ts'
import { publicUrl } from './public-url.ts'

export interface Overrides extends Partial<Pick<Parts, 'log' | 'machines' | 'faults'>> {
  freeDisk?: FreeDisk
  clock?: Clock
  /** Worker threads in place of the usual ones. */
  jobs?: Job[]
}
export interface TaxiServer {
  /** The address people type. */
  url: string
  parts: Parts
  /** Why desks stay dark, if they do. */
  hasGuacd: () => boolean
  /** Ends what runs here, waits for it to be sealed, closes everything in reverse order. */
  close(): Promise<void>
}

/** A whole server in this process: database, guacd, machines, doors, jobs, bot. */
export async function startServer(given: Config, overrides: Overrides = {}): Promise<TaxiServer> {
  const closers: (() => unknown)[] = []
  const opened = <T>(part: T, close: (part: T) => unknown): T => {
    closers.unshift(() => close(part))
    return part
  }
  const close = async () => {
    for (const closer of closers.splice(0)) await closer()
  }
  try {
    return await start(given, overrides, opened, close)
  } catch (error) {
    await close()
    throw error
  }
}

type Opened = <T>(part: T, close: (part: T) => unknown) => T

async function start(given: Config, overrides: Overrides, opened: Opened, close: () => Promise<void>) {
  mkdirSync(given.dataDir, { recursive: true, mode: 0o700 })
  const log = overrides.log ?? openLog(given)
  const front = opened(await openFront(given), front => front.close())
  const companion = await companionKey(given.dataDir)
  const config: Config = {
    ...given,
    PORT: front.port,
    EXTENSION_IDS: [...given.EXTENSION_IDS, companion.id],
  }

  const database = opened(await openDatabase(config, log), database => database.close())
  await migrate(database.url, log)
  const limits = { sessionsPerPerson: config.SESSIONS_PER_PERSON, mails: config.SMTP_HOST !== '' }
  const db = opened(connect(database.url, 10, limits), db => db.$disconnect())
  const secrets = loadSecrets(config.dataDir)
  await insistOnKeys({ db, secrets })
  await seed(db, config)
  const guacd = opened(await startGuacd(config, log), guacd => guacd.close())

  let doors: Doors | null = null
  const change = changeOf(db, (news: News) => doors?.hearOwn(news))
  const clock = overrides.clock ?? startClock(log)
  const { now } = clock
  const { faults } = overrides
  const serverId = randomUUID()
  const core = { config, serverId, databaseUrl: database.url, db, change, now, log, secrets, faults }
  const news = opened(await openNewsLine(database.url, log, connectionOf(serverId)), news => news.close())
  const presence = opened(await startPresence(core), presence => presence.close())
  const machines = overrides.machines ?? opened(createMachines(core), machines => machines.close())
  const companions = opened(createCompanions({ ...core, publicUrl: publicUrl(config) }), line => line.close())
  presence.onAnew(companions.tellAgain)
  const watching = opened(createWatching(core), watching => watching.close())
  const desks = opened(
    createDesks({ parts: { ...core, machines }, guacd, attend: attendWith(watching, createRecording(core)) }),
    desks => desks.shutdown(),
  )
  const bot = opened(await startBot({ ...core, machines, companions }), bot => bot.close())
  news.onNews(desks.hear)
  const parts = { ...core, machines, companions, desks, bot, mail: createMail(config), board: createBoard(core) }
  await appointFirstAdmin(parts)

  const hasGuacd = () => guacd.addresses().length > 0
  const { freeDisk } = overrides
  doors = opened(openDoors(front.http, { parts, upgrades: [desks, companions], freeDisk, hasGuacd }), doors =>
    doors.close(),
  )
  news.onNews(doors.hear)
  const seats = opened(startSeats(parts), seats => seats.close())
  news.onNews(heard => heard && seats.hear(heard))
  const tick = opened(startTick(parts, clock.follow), tick => tick.close())
  news.onNews(tick.hear)
  opened(await startWorkers({ ...parts, clock }, overrides.jobs), workers => workers.close())
  opened(front, async front => {
    front.onlyCompanions()
    await giveSeatsBack(parts)
  })
  front.open(doors.app)
  return { url: publicUrl(config), parts, hasGuacd, close }
}
