import { noteMachineError } from '../db/write/note-machine-error.ts'
import { MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'

/** A seat could not be made ready: counted against its machine, unless that does not answer at all, which looks find. */
export async function noteUnprepared(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  sessionId: string,
  error: unknown,
): Promise<void> {
  if (!(error instanceof MachineError) || error.gone) return
  await parts.change(async tx => {
    const { machine_id } = await tx.sessions.findUniqueOrThrow({ where: { id: sessionId } })
    const fault = { machineId: machine_id, what: 'prepare', sessionId, why: error.message, now: parts.now() } as const
    await noteMachineError(tx, parts.config, fault)
  })
}
