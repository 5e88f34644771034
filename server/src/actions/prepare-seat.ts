import { setTimeout as sleep } from 'node:timers/promises'
import type { Phase } from '@taxi/contract/sessions.ts'
import { beginWords } from '../begin-words.ts'
import { isKeptElsewhere } from '../db/read/kept-elsewhere.ts'
import { type MachineDriver, MachineError, type Seat } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import { startPage } from '../start-page.ts'

/** A companion needs that long after its browser started. */
const COMPANION_MS = 15_000

/**
 * Makes the seat of an open session ready: screen and browser up, seat marked, companion told. Harmless when
 * it already is, so it also runs after the server or the browser came back. Throws `MachineError` when the
 * machine cannot do it now; the caller tries again.
 */
export async function prepareSeat(parts: Parts, sessionId: string): Promise<void> {
  const session = await parts.db.sessions.findUnique({
    where: { id: sessionId },
    include: { slot: true, machine: true },
  })
  if (!session || session.ended_at) return
  const seat: Seat = {
    slotId: session.slot_id,
    profile: session.slot.chrome_profile || session.slot_id,
    startUrl: startPage(parts.config, session.slot.url),
  }
  const driver = await parts.machines.driver(session.machine_id)
  await beginAt(parts, driver, { sessionId, seat, follows: session.follows_id })
  await passPhases(parts, sessionId, ['machine', 'browser'])
  if (session.machine.driver === 'dry' || !(await lineIsUp(parts, session.machine_id, sessionId))) return
  const { ready } = await parts.companions.ask(session.machine_id, beginWords(parts.config, session), 10_000)
  if (ready) await passPhases(parts, sessionId, ['signed_in'])
}

interface Beginning {
  sessionId: string
  seat: Seat
  /** The session that handed this seat over, its tabs kept. */
  follows: string | null
}

/** A warm seat begins at once. One that is not up is brought up; one still dirty from somebody else is sealed and wiped first. */
async function beginAt(parts: Parts, driver: MachineDriver, { sessionId, seat, follows }: Beginning): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await driver.begin(sessionId, seat, follows)
    } catch (error) {
      if (!(error instanceof MachineError) || attempt === 3) throw error
      if (error.reason === 'dirty') await cleanAfterOthers(parts, driver, seat)
      else await driver.up(seat).then(() => passPhases(parts, sessionId, ['machine']))
    }
  }
}

async function cleanAfterOthers(parts: Parts, driver: MachineDriver, seat: Seat): Promise<void> {
  const dirty = await driver.dirty()
  if (!dirty) return
  const theirs = await parts.db.sessions.findUnique({ where: { id: dirty } })
  await driver.seal(dirty, 2, theirs?.started_at ?? new Date(0))
  await driver.clean(dirty, seat)
}

/** False when no companion came, or nobody needs one any more. */
async function lineIsUp(parts: Parts, machineId: string, sessionId: string): Promise<boolean> {
  const until = performance.now() + COMPANION_MS
  while (!parts.companions.connected(machineId)) {
    if (performance.now() > until) return false
    await sleep(200)
    const session = await parts.db.sessions.findUnique({ where: { id: sessionId }, select: { ended_at: true } })
    if (!session || session.ended_at || (await isKeptElsewhere(parts, machineId))) return false
  }
  return true
}

/** Milliseconds since occupy, kept once per phase. */
async function passPhases(parts: Parts, sessionId: string, phases: Phase[]): Promise<void> {
  await parts.change(async tx => {
    const session = await tx.sessions.findUniqueOrThrow({ where: { id: sessionId } })
    const ms = parts.now().getTime() - session.started_at.getTime()
    const passed = Object.fromEntries(phases.map(phase => [phase, ms]))
    // Merged by the database: the tunnel notes its own phases at the same time. What is there stays.
    const news = await tx.$executeRaw`
      UPDATE sessions SET phases = ${JSON.stringify(passed)}::jsonb || phases
      WHERE id = ${sessionId}::uuid AND NOT phases ?& ${phases}`
    if (news) await tx.announce({ about: 'session', id: sessionId })
  })
}
