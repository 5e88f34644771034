import { randomUUID } from 'node:crypto'
import type { Parts } from '../parts.ts'

/** Somebody looks over a person's shoulder from now on: written down, and told to that person. Answers with the watch's id. */
export async function beginWatch(
  parts: Pick<Parts, 'change' | 'now' | 'serverId'>,
  { sessionId, by }: { sessionId: string; by: { id: string; name: string } },
): Promise<string> {
  return parts.change(async tx => {
    const watch = await tx.watches.create({
      data: {
        id: randomUUID(),
        session_id: sessionId,
        person_id: by.id,
        started_at: parts.now(),
        server_id: parts.serverId,
      },
      include: { session: { select: { slot: { select: { name: true } }, person: { select: { name: true } } } } },
    })
    const { slot, person } = watch.session
    tx.record({
      action: 'session.watch',
      object: { kind: 'session', id: sessionId, name: slot.name },
      after: { person: person.name },
      actor: by,
    })
    await tx.announce({ about: 'session', id: sessionId })
    return watch.id
  })
}
