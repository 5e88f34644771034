import type { Closing, ClosingStep, Sealed } from '../domain/dump.ts'
import { joinSeals } from '../domain/dump.ts'
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
    const { tabs } = await parts.companions.ask(machineId, { t: 'tabs' }, 3_000)
    return { tabs }
  },

  async seal_screen(parts, { machineId, sessionId, startedAt, dumpId }) {
    const driver = await parts.machines.driver(machineId)
    const { items } = await driver.seal(sessionId, 1, startedAt)
    return { seal: joinSeals(await sealedSoFar(parts, dumpId), items) }
  },

  async finish(parts, { machineId, sessionId }) {
    const deadline_ms = 20_000
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

async function sealedSoFar(parts: Parts, dumpId: string | null): Promise<Sealed['seal']> {
  if (!dumpId) return []
  const dump = await parts.db.dumps.findUnique({ where: { id: dumpId } })
  return (dump?.sealed as Partial<Sealed> | undefined)?.seal ?? []
}
