import type { Parts } from '../parts.ts'

/** Whoever watched does so no longer. `every`: a server has started or died, so whoever watched through none of those that run. */
export async function endWatches(parts: Pick<Parts, 'change' | 'now'>, which: { id: string } | 'every'): Promise<void> {
  await parts.change(async tx => {
    const now = parts.now()
    const lost =
      which === 'every'
        ? { OR: [{ server_id: null }, { server_id: { notIn: (await tx.servers.findMany()).map(({ id }) => id) } }] }
        : which
    const open = await tx.watches.findMany({
      where: { ended_at: null, ...lost },
      include: {
        person: { select: { id: true, name: true } },
        session: { select: { slot: { select: { name: true } }, person: { select: { name: true } } } },
      },
    })
    for (const { id, session_id, started_at, person, session } of open) {
      await tx.watches.update({ where: { id }, data: { ended_at: now } })
      const seconds = Math.round((now.getTime() - started_at.getTime()) / 1000)
      tx.record({
        action: 'session.watch-end',
        object: { kind: 'session', id: session_id, name: session.slot.name },
        after: { person: session.person.name, seconds },
        actor: person,
      })
      await tx.announce({ about: 'session', id: session_id })
    }
  })
}
