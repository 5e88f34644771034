import { setTimeout as sleep } from 'node:timers/promises'
import { isKeptElsewhere } from '../db/read/kept-elsewhere.ts'
import { type Closing, type ClosingStep, joinSeals, type Sealed, stepDeadlines } from '../domain/dump.ts'
import type { Seat } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import { startPage } from '../start-page.ts'

export interface SeatToClose {
  sessionId: string
  slotId: string
  machineId: string
  /** Who gets the seat next, its tabs kept. */
  heirId: string | null
  /** The session this seat was handed over from. */
  follows: string | null
  dumpId: string | null
  dumpState: string | null
  startedAt: Date
  /** When the closing was due: the session's end, or that of the work that went on without its person. */
  since: Date
  seat: Seat
  closing: Closing
}

type Work = (parts: Parts, seat: SeatToClose) => Promise<Partial<Sealed>>

/** What each step of the closing does outside, and what the dump learns from it. Each may be repeated. */
export const closingWork: Record<ClosingStep, Work> = {
  async tabs(parts, { machineId }) {
    await untilCompanion(parts, machineId)
    const { tabs } = await parts.companions.ask(machineId, { t: 'tabs' }, 3_000)
    return { tabs }
  },

  async seal_screen(parts, { machineId, sessionId, startedAt, dumpId }) {
    const driver = await parts.machines.driver(machineId)
    const { items } = await driver.seal(sessionId, 1, startedAt)
    return { seal: joinSeals(await sealedSoFar(parts, dumpId), items) }
  },

  async finish(parts, { machineId, sessionId, closing }) {
    const began = performance.now()
    // Who did not come back for the tabs is not waited for a second time.
    if (closing.tabs?.ok) await untilCompanion(parts, machineId)
    const deadline_ms = Math.round(stepDeadlines.finish - (performance.now() - began))
    const found = await parts.companions.ask(
      machineId,
      { t: 'finish', session_id: sessionId, deadline_ms: deadline_ms - 2_000 },
      deadline_ms,
    )
    return { chats: found.chats, history: found.history, downloads_seen: found.downloads }
  },

  async seal_files(parts, { machineId, sessionId, startedAt, dumpId }) {
    const driver = await parts.machines.driver(machineId)
    const { items } = await driver.seal(sessionId, 2, startedAt)
    return { seal: joinSeals(await sealedSoFar(parts, dumpId), items) }
  },

  async keep_cookies(parts, { machineId }) {
    await parts.companions.ask(machineId, { t: 'keep_cookies' }, 3_000)
    return {}
  },

  async clean(parts, { machineId, sessionId, follows, seat }) {
    await parts.companions.ask(machineId, { t: 'end', session_id: sessionId }, 1_000).catch(() => null)
    const driver = await parts.machines.driver(machineId)
    // Handed over to somebody whose seat never began: it is still marked as its giver's.
    const marked = follows && (await driver.dirty()) === follows ? follows : sessionId
    await driver.clean(marked, { ...seat, startUrl: startPage(parts.config, seat.startUrl) })
    return {}
  },
}

/** The lines of companions come back some seconds after a server was killed: one that was ever there is waited for. */
async function untilCompanion(parts: Parts, machineId: string): Promise<void> {
  const until = performance.now() + COMPANION_BACK_MS
  const isThere = () => parts.companions.connected(machineId) !== null
  if (isThere()) return
  const status = await parts.db.machine_status.findUnique({ where: { vm_id: machineId } })
  if (!status?.companion_version) return
  while (!isThere() && performance.now() < until && !(await isKeptElsewhere(parts, machineId))) await sleep(100)
}

const COMPANION_BACK_MS = 8_000

async function sealedSoFar(parts: Parts, dumpId: string | null): Promise<Sealed['seal']> {
  if (!dumpId) return []
  const dump = await parts.db.dumps.findUnique({ where: { id: dumpId } })
  return (dump?.sealed as Partial<Sealed> | undefined)?.seal ?? []
}
