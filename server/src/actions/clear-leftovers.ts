import { mayBeForgotten } from '../domain/leftover.ts'
import type { Parts } from '../parts.ts'

type ClearParts = Pick<Parts, 'config' | 'db' | 'now' | 'log' | 'machines'>

/** What machines still hold sealed for dumps that are gone. A machine that does not answer is asked at the next look. */
export async function clearLeftovers(parts: ClearParts): Promise<void> {
  const machines = await parts.db.machines.findMany({ where: { is_active: true }, select: { id: true } })
  for (const { id } of machines)
    await clearMachine(parts, id).catch(error =>
      parts.log.debug({ machine: id, why: error instanceof Error ? error.message : String(error) }, 'leftovers stay'),
    )
}

async function clearMachine(parts: ClearParts, machineId: string): Promise<void> {
  const driver = await parts.machines.driver(machineId)
  const leftovers = await driver.leftovers()
  const sessions = await parts.db.sessions.findMany({
    where: { id: { in: leftovers.map(({ sessionId }) => sessionId).filter(isId) } },
    select: { id: true, dump: { select: { state: true } } },
  })
  const known = new Map(sessions.map(session => [session.id, session]))
  for (const { sessionId, sealedAt } of leftovers) {
    const session = known.get(sessionId) ?? null
    if (!mayBeForgotten({ sealedAt, session }, parts.now(), parts.config.DUMP_DAYS)) continue
    await driver.forget(sessionId)
    parts.log.info({ machine: machineId, session: sessionId }, 'a machine has forgotten a leftover')
  }
}

/** Whatever else lies there was not sealed by a server like this one. */
const isId = (name: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)
