import { type Size, screenWithinLimits } from '@taxi/contract/screen-size.ts'
import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotOpenDesk } from '../domain/session.ts'
import { MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'

/** Gives the machine's screen the size of its person's window, within the limits. A machine that cannot, says so. */
export async function resizeScreen(
  parts: Pick<Parts, 'db' | 'machines' | 'log'>,
  { personId, sessionId, wish }: { personId: string; sessionId: string; wish: Size },
): Promise<Size & { resized: boolean }> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotOpenDesk(session, { id: personId }))
  const { machine_id } = await parts.db.sessions.findUniqueOrThrow({ where: { id: sessionId } })
  const size = screenWithinLimits(wish)
  try {
    const driver = await parts.machines.driver(machine_id)
    return { ...size, resized: await driver.resize(size) }
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    parts.log.debug({ why: error.message, session: sessionId }, 'the screen keeps its size')
    return { ...size, resized: false }
  }
}
