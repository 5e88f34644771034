import type { Phase } from '@taxi/contract/sessions.ts'
import type { MachineDriver, Seat } from '../outside/machine/driver.ts'
import { newToken } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'
import { startPage } from './closing-work.ts'

/**
 * Makes the seat of an open session ready: screen and browser up, seat marked, companion told. Harmless when
 * it already is, so it also runs after the server or the browser came back. Throws `MachineError` when the
 * machine cannot do it now; the caller tries again.
 */
export async function prepareSeat(parts: Parts, sessionId: string): Promise<void> {
  const session = await parts.db.sessions.findUnique({ where: { id: sessionId }, include: { slot: true } })
  if (!session || session.ended_at) return
  const seat: Seat = {
    slotId: session.slot_id,
    profile: session.slot.chrome_profile || session.slot_id,
    startUrl: startPage(parts, session.slot.url),
  }
  const driver = await parts.machines.driver(session.machine_id)
  await driver.up(seat)
  await passPhase(parts, sessionId, 'machine')
  await cleanAfterOthers(parts, driver, sessionId, seat, session.started_at)
  await driver.begin(sessionId, seat)
  await passPhase(parts, sessionId, 'browser')
  if (!(await lineIsUp(parts, session.machine_id, 15_000))) return
  const { ready } = await parts.companions.ask(
    session.machine_id,
    {
      t: 'begin',
      session_id: sessionId,
      service: session.slot.service,
      start_url: seat.startUrl,
      since: session.started_at.toISOString(),
      upload_token: newToken(),
    },
    10_000,
  )
  if (ready) await passPhase(parts, sessionId, 'signed_in')
}

/** A seat still dirty from somebody else is never handed over: what they left is sealed, then wiped. */
async function cleanAfterOthers(parts: Parts, driver: MachineDriver, sessionId: string, seat: Seat, until: Date) {
  const dirty = await driver.dirty()
  if (!dirty || dirty === sessionId) return
  const theirs = await parts.db.sessions.findUnique({ where: { id: dirty } })
  await driver.seal(dirty, 2, theirs?.started_at ?? until)
  await driver.clean(dirty, seat)
}

/** The companion needs a moment after its browser started. */
async function lineIsUp(parts: Parts, machineId: string, ms: number): Promise<boolean> {
  const until = performance.now() + ms
  while (performance.now() < until) {
    if (parts.companions.connected(machineId)) return true
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return false
}

/** Milliseconds since occupy, kept once per phase. */
async function passPhase(parts: Parts, sessionId: string, phase: Phase): Promise<void> {
  await parts.change(async tx => {
    const passed = await tx.$executeRaw`
      UPDATE sessions
      SET phases = phases || jsonb_build_object(${phase}::text, round(extract(epoch from ${parts.now()}::timestamptz - started_at) * 1000)::int)
      WHERE id = ${sessionId}::uuid AND NOT phases ? ${phase}::text`
    if (passed) await tx.announce({ about: 'session', id: sessionId })
  })
}
