import { setTimeout as sleep } from 'node:timers/promises'
import { type Phase, phases } from '@taxi/contract/sessions.ts'
import type { Parts } from '../../parts.ts'

const LOOK_EVERY_MS = 50

/**
 * Waits until the seat is the session's: before that the screen may still show the last person's things.
 * `tell` hears the phase the seat is in. False: the session ended, `giveUp` said so, or the time ran out.
 */
export async function waitForSeat(
  db: Parts['db'],
  sessionId: string,
  untilMs: number,
  giveUp: () => boolean,
  tell: (phase: Phase) => void,
): Promise<boolean> {
  let told: Phase | undefined
  while (!giveUp()) {
    const session = await db.sessions.findUnique({
      where: { id: sessionId },
      select: { phases: true, ended_at: true },
    })
    if (!session || session.ended_at) return false
    const passed = session.phases as Partial<Record<Phase, number>>
    if (passed.browser !== undefined) return true
    const phase = phases.find(name => passed[name] === undefined)
    if (phase && phase !== told) tell(phase)
    told = phase
    if (performance.now() > untilMs) return false
    await sleep(LOOK_EVERY_MS)
  }
  return false
}
