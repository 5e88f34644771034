import { endWork, STILL_WORKING } from '../db/write/end-work.ts'
import { writeEnd } from '../db/write/write-end.ts'
import type { Parts } from '../parts.ts'

/** Ends the sessions, and the work without a person, on machines that stop with this server; nobody sits down there any more. Another server's run on. */
export async function endForShutdown(parts: Pick<Parts, 'change' | 'config' | 'now' | 'serverId'>): Promise<void> {
  const machine = stopsWith(parts.serverId)
  await parts.change(async tx => {
    await tx.$queryRaw`
      SELECT session.id FROM sessions session JOIN machines machine ON machine.id = session.machine_id
      WHERE session.ended_at IS NULL AND machine.driver = 'local'
        AND (machine.kept_by IS NULL OR machine.kept_by = ${parts.serverId}::uuid) FOR UPDATE OF session`
    const running = await tx.sessions.findMany({ where: { ended_at: null, machine } })
    for (const session of running) await writeEnd(parts, tx, session, { reason: 'shutdown' })
    await tx.sessions.updateMany({
      where: { freed_at: null, handed_to: { not: null }, machine },
      data: { handed_to: null },
    })
    const working = await tx.sessions.findMany({ where: { ...STILL_WORKING, machine } })
    for (const { id } of working) await endWork(parts, tx, id)
  })
}

/** Which machines go down with this server: those of this computer that no other server keeps. */
export const stopsWith = (serverId: string) => ({
  driver: 'local',
  OR: [{ kept_by: null }, { kept_by: serverId }],
})
