import { endWork, STILL_WORKING } from '../db/write/end-work.ts'
import { writeEnd } from '../db/write/write-end.ts'
import type { Parts } from '../parts.ts'

/** Ends the sessions, and the work without a person, on machines that stop with this server; nobody sits down there any more. */
export async function endForShutdown(parts: Pick<Parts, 'change' | 'config' | 'now'>): Promise<void> {
  await parts.change(async tx => {
    await tx.$queryRaw`
      SELECT session.id FROM sessions session JOIN machines machine ON machine.id = session.machine_id
      WHERE session.ended_at IS NULL AND machine.driver = 'local' FOR UPDATE OF session`
    const running = await tx.sessions.findMany({ where: { ended_at: null, machine: { driver: 'local' } } })
    for (const session of running) await writeEnd(parts, tx, session, { reason: 'shutdown' })
    await tx.sessions.updateMany({
      where: { freed_at: null, handed_to: { not: null }, machine: { driver: 'local' } },
      data: { handed_to: null },
    })
    const working = await tx.sessions.findMany({ where: { ...STILL_WORKING, machine: { driver: 'local' } } })
    for (const { id } of working) await endWork(parts, tx, id)
  })
}
