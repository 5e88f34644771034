import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaxiChat } from '@taxi/contract/chat.ts'
import type { CompanionResults, DownloadSeen } from '@taxi/contract/companion.ts'
import { claimClosing, leaveClosing } from '../actions/claim-closing.ts'
import { closeSeat } from '../actions/close-seat.ts'
import { journalChat } from '../actions/journal-chat.ts'
import { prepareSeat } from '../actions/prepare-seat.ts'
import type { sessionsModel, slotsModel } from '../db/generated/models.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import type { CrashPoint } from '../faults.ts'
import { type MachineDriver, MachineError } from '../outside/machine/driver.ts'
import { createDry } from '../outside/machine/dry.ts'
import type { Parts } from '../parts.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from './build.ts'
import { aChat, openDumpWorld } from './dump-world.ts'
import { fakeClock } from './fake-clock.ts'
import { fakeCompanions } from './fake-parts.ts'
import { until } from './until.ts'

/** What is going on at the seat when the turn ends. */
export type GoingOn = 'chat open' | 'generation running' | 'download running' | 'nothing'
export type EndingWorld = Awaited<ReturnType<typeof openEndingWorld>>
export type Seated = Awaited<ReturnType<EndingWorld['sit']>>

export interface EndingOptions {
  /** Called after each change of the rows. */
  changed?: () => Promise<void>
  /** The machines' driver and where their Downloads are; dry machines without it. */
  real?: { driver: MachineDriver; downloads: string }
}

/** Seats with a companion each, both of which may go away; closing and dumps are worked by hand. */
export async function openEndingWorld({ changed, real }: EndingOptions = {}) {
  const clock = fakeClock(new Date('2026-11-23T09:00:00Z'))
  const world = await openDumpWorld({}, { now: clock.now })
  const away = new Set<string>()
  const seats = new Map<string, { chats: TaxiChat[]; downloads: DownloadSeen[] }>()
  let reached: (point: CrashPoint) => void = () => {}

  const companions = fakeCompanions({
    connected: id => (away.has(id) ? null : { version: '1', since: clock.now() }),
    async ask(machineId, command) {
      const seat = seats.get(machineId)
      if (away.has(machineId) || !seat) throw new Error(`${command.t}: no companion is connected`)
      if (command.t === 'tabs') return { tabs: [TAB] } as never
      if (command.t !== 'finish') return {} as never
      return (await finish(command.session_id, seat)) as never
    },
  })
  const machines: Parts['machines'] = {
    async driver(id) {
      const driver = real?.driver ?? createDry({ folder: join(world.dataDir, 'machines', id) })
      return new Proxy(driver, {
        get(verbs, verb: keyof MachineDriver) {
          if (away.has(id) && (verb as string) !== 'then')
            return () => Promise.reject(new MachineError(verb, 'no answer', true))
          return verbs[verb]
        },
      })
    },
    async close() {},
  }
  const change: Parts['change'] = async work => {
    const result = await world.parts.change(work)
    await changed?.()
    return result
  }
  const parts: Parts = { ...world.parts, change, companions, machines, faults: { reach: point => reached(point) } }

  async function begun(machineId: string, sessionId: string, slotId: string): Promise<void> {
    const driver = await machines.driver(machineId)
    await driver.begin(sessionId, { slotId, profile: slotId, startUrl: '/practice' })
  }

  /** As the seats job does it: again until the machine can. */
  async function prepared(sessionId: string): Promise<void> {
    const ready = () =>
      prepareSeat(parts, sessionId).then(
        () => true,
        () => false,
      )
    await until('the seat is ready', ready, 120_000)
  }

  async function finish(sessionId: string, { chats, downloads }: { chats: TaxiChat[]; downloads: DownloadSeen[] }) {
    const found: CompanionResults['finish'] = { chats: [], history: [], downloads }
    for (const chat of chats) {
      const at = clock.now().toISOString()
      const { service, id, url, title, status, why } = chat
      const touched = { service, id, url, title, first_seen: at, last_seen: at, sent_messages: 1, opened_only: false }
      await journalChat(parts, { sessionId, entry: { chat, markdown: title, touched } })
      found.chats.push({ service, id, status, ...(why ? { why } : {}) })
    }
    return found
  }

  return {
    ...world,
    clock,
    parts,
    /** Machine and companion do not answer from now on. */
    vanish: (machineId: string) => void away.add(machineId),
    comeBack: (machineId: string) => void away.delete(machineId),
    /** Called at every point the closing reaches. */
    onReach(listener: (point: CrashPoint) => void) {
      reached = listener
    },
    /** Somebody at a seat where this is going on. */
    async sit(goingOn: GoingOn, given: Partial<sessionsModel> = {}, at: Partial<slotsModel> = {}) {
      const person = await buildPerson(world.db)
      const machine = await buildMachine(world.db, { driver: 'local' })
      const slot = await buildSlot(world.db, { machines: [machine.id], ...at })
      const started_at = clock.now()
      const generating = goingOn === 'generation running' ? started_at : null
      const session = await buildSession(world.db, {
        person,
        slot,
        started_at,
        last_input_at: started_at,
        generating_since: generating,
        ...given,
      })
      seats.set(machine.id, leftBy(goingOn))
      if (real) await prepared(session.id)
      else await begun(machine.id, session.id, slot.id)
      const folder = real?.downloads ?? join(world.dataDir, 'machines', machine.id, 'Downloads')
      mkdirSync(folder, { recursive: true })
      if (goingOn === 'download running') writeFileSync(join(folder, 'video.mp4.crdownload'), 'half of it')
      if (goingOn === 'chat open') writeFileSync(join(folder, 'report.txt'), 'a report')
      return { person, machine, slot, session }
    },
    /** One go at closing the seat, as the seats job does it; whether it is free. */
    async giveBack({ session }: { session: { id: string } }): Promise<boolean> {
      if (!(await claimClosing(parts, session.id))) return false
      return closeSeat(parts, session.id).finally(() => leaveClosing(parts, session.id))
    },
    /** Everything that is due for dumps now. */
    async workOnDumps(): Promise<void> {
      while (await workOnDump(parts, 'test'));
    },
    rowOf: ({ session }: { session: { id: string } }) =>
      world.db.sessions.findUniqueOrThrow({ where: { id: session.id }, include: { dump: true } }),
  }
}

function leftBy(goingOn: GoingOn): { chats: TaxiChat[]; downloads: DownloadSeen[] } {
  const half = { status: 'partial' as const, why: 'the answer was still being written' }
  const video = { name: 'video.mp4', url: 'https://example.com/video.mp4', bytes: 10, state: 'in_progress' as const }
  return {
    chats: goingOn === 'chat open' ? [aChat()] : goingOn === 'generation running' ? [aChat(half)] : [],
    downloads: goingOn === 'download running' ? [video] : [],
  }
}

const TAB = {
  window: 1,
  index: 0,
  url: 'https://example.com/',
  title: 'Example',
  active: true,
  pinned: false,
  group: null,
}
