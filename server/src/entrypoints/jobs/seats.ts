import { claimClosing, leaveClosing, renewClosing } from '../../actions/claim-closing.ts'
import { claimRepair, leaveRepair, renewRepair } from '../../actions/claim-repair.ts'
import { closeSeat } from '../../actions/close-seat.ts'
import { endSession } from '../../actions/end-session.ts'
import { finishWork } from '../../actions/finish-work.ts'
import { keepMachine } from '../../actions/keep-machine.ts'
import { noteUnprepared } from '../../actions/note-unprepared.ts'
import { prepareSeat } from '../../actions/prepare-seat.ts'
import { renewCompanion } from '../../actions/renew-companion.ts'
import { warmMachine } from '../../actions/warm-machine.ts'
import { workOnRepair } from '../../actions/work-on-repair.ts'
import type { News } from '../../db/client.ts'
import type { machinesModel } from '../../db/generated/models.ts'
import { OPEN_REPAIR } from '../../db/read/repairs.ts'
import type { Parts } from '../../parts.ts'
import { startLooks } from './looks.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { whileLeased } from './while-leased.ts'

const POLL_MS = 2_000
const TEND_MS = 15_000

export interface Seats {
  hear(news: News): void
  close(): Promise<void>
}

/**
 * Everything that happens on machines: seats of new sessions are made ready, seats of ended ones are closed,
 * machines are watched. Driven by rows: news only makes it quicker, and a restart goes on where it was. Of several
 * servers each does this on the machines it keeps, and takes those that nobody keeps.
 */
export function startSeats(parts: Parts): Seats {
  const machines = oneAtATime()
  const prepared = new Set<string>()
  /** Brought up by this server, or found up. */
  const cameUp = new Set<string>()
  const trouble = newTroubles(parts.log)
  let stopped = false

  async function look(): Promise<void> {
    if (stopped) return
    const taken = await parts.db.sessions.findMany({ where: { freed_at: null }, include: { machine: true } })
    for (const session of taken) {
      const { machine } = session
      if (worksOn(session) || !isOurs(machine)) continue
      if (session.ended_at) atMachine(machine.id, `close ${session.id}`, () => close(session.id))
      else if (!prepared.has(session.id)) atMachine(machine.id, `prepare ${session.id}`, () => prepare(session.id))
    }
    for (const { id, machine } of await parts.db.repairs.findMany({ where: OPEN_REPAIR, include: { machine: true } }))
      if (isOurs(machine)) atMachine(machine.id, `repair ${id}`, () => repair(id))
  }

  /** Ours, or to be had. Machines of this computer are nothing to a server that is to leave them out. */
  const isOurs = ({ driver, kept_by }: Kept) =>
    kept_by === parts.serverId || (kept_by === null && (driver !== 'local' || parts.config.LOCAL_MACHINE))

  function atMachine(machineId: string, what: string, work: () => Promise<void>): void {
    machines.run(machineId, what, async () => {
      const kept = await keepMachine(parts, machineId).catch(() => false)
      if (kept && !stopped) await work()
    })
  }

  async function prepare(sessionId: string): Promise<void> {
    try {
      await prepareSeat(parts, sessionId)
      prepared.add(sessionId)
    } catch (error) {
      trouble('the seat is not ready yet', sessionId)(error)
      await noteUnprepared(parts, sessionId, error)
    }
  }

  /** One server at a time: two copies would wipe what the other has not sealed yet. */
  async function close(sessionId: string): Promise<void> {
    if (!(await claimClosing(parts, sessionId))) return
    prepared.delete(sessionId)
    await whileLeased(
      () => renewClosing(parts, sessionId),
      () => closeSeat(parts, sessionId),
    ).finally(() => leaveClosing(parts, sessionId))
  }

  async function repair(id: string): Promise<void> {
    if (!(await claimRepair(parts, id))) return
    await whileLeased(
      () => renewRepair(parts, id),
      () => workOnRepair(parts, id).catch(trouble('the machine is not repaired yet', id)),
    ).finally(() => leaveRepair(parts, id))
  }

  async function tend(): Promise<void> {
    if (stopped) return
    const tended = await parts.db.machines.findMany({
      where: { OR: [{ is_active: true }, { sessions: { some: { freed_at: null } } }] },
    })
    for (const { id } of tended.filter(isOurs)) atMachine(id, 'tend', () => tendOne(id))
  }

  async function tendOne(machineId: string): Promise<void> {
    if (!parts.companions.connected(machineId))
      await warmMachine(parts, machineId).catch(trouble('the machine does not come up', machineId))
    if (!cameUp.has(machineId)) {
      cameUp.add(machineId)
      looks.at(machineId)
    }
    await renewCompanion(parts, machineId).catch(trouble('the companion is not renewed', machineId))
  }

  async function loseMachine(sessionId: string): Promise<void> {
    await endSession(parts, { sessionId, reason: 'machine_lost' })
    await finishWork(parts, sessionId)
  }

  const guarded = (work: () => Promise<void>) => () => void work().catch(trouble('seats stumbled', ''))
  const timers = [setInterval(guarded(look), POLL_MS), setInterval(guarded(tend), TEND_MS)]
  guarded(look)()
  guarded(tend)()
  const looks = startLooks(parts, {
    isOurs,
    isComingUp: id => !cameUp.has(id) && !parts.companions.connected(id),
    lost: loseMachine,
    trouble: trouble('a look at a machine stumbled', ''),
  })

  return {
    hear(news) {
      if (news.about === 'session' || (news.about === 'wake' && news.id === 'closing')) guarded(look)()
      if (news.about === 'machine') looks.at(news.id)
    },
    async close() {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      await Promise.all([machines.settled(), looks.close()])
    },
  }
}

type Kept = Pick<machinesModel, 'driver' | 'kept_by'>

/** Its person has left, what is being made there is waited for: the tick says when it is over. */
const worksOn = (session: { working_until: Date | null; work_done_at: Date | null }) =>
  session.working_until !== null && session.work_done_at === null

/** What is tried again every few seconds is told once, and again only when the reason is another. */
function newTroubles(log: Parts['log']) {
  const told = new Map<string, string>()
  return (what: string, whose: string) => (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    const level = told.get(`${what} ${whose}`) === why ? 'debug' : 'warn'
    told.set(`${what} ${whose}`, why)
    log[level]({ whose, why }, what)
  }
}
