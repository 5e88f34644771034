import { randomUUID } from 'node:crypto'
import type { News } from '../../db/client.ts'
import type { Parts } from '../../parts.ts'

/** What the desks of this server do when another one asks or tells. */
export interface DesksHere {
  isInUse(sessionId: string, windowId: string | null): Promise<boolean>
  /** The session's person has opened their desk at another server. */
  movedOn(sessionId: string): void
}

/** A server that is there asks its window first, which takes two seconds at most. */
const ANSWER_MS = 3_000
const NO_WINDOW = '-'

/** The desks of the other servers on this database: who has the desk is asked and told by news. */
export function createOtherDesks(parts: Pick<Parts, 'db' | 'change' | 'serverId' | 'log'>, here: DesksHere) {
  const asked = new Map<string, () => void>()
  const say = (...words: string[]) =>
    parts.change(tx => tx.announce({ about: 'desk', id: [parts.serverId, ...words].join(' ') }))
  const warn = (error: unknown) => parts.log.warn({ why: String(error) }, 'another server was not told of a desk')

  async function answer(sessionId: string, windowId: string, question: string): Promise<void> {
    if (await here.isInUse(sessionId, windowId === NO_WINDOW ? null : windowId)) await say('there', question)
  }

  /** The other server that shows this session's desk and is alive. */
  async function keeperOf(sessionId: string): Promise<string | null> {
    const session = await parts.db.sessions.findUnique({ where: { id: sessionId }, select: { desk_at: true } })
    const at = session?.desk_at
    if (!at || at === parts.serverId) return null
    return (await parts.db.servers.count({ where: { id: at } })) ? at : null
  }

  return {
    hear(news: News | null): void {
      if (news?.about !== 'desk') return
      const [from, what, first = '', second = '', third = ''] = news.id.split(' ')
      if (from === parts.serverId) return
      if (what === 'opened') here.movedOn(first)
      if (what === 'there') asked.get(first)?.()
      if (what === 'asks') answer(first, second, third).catch(warn)
    },
    /** The owner's desk is opened here: no other server shows it any more. */
    opened: (sessionId: string) => say('opened', sessionId).catch(warn),
    async isInUse(sessionId: string, windowId: string | null): Promise<boolean> {
      if (!(await keeperOf(sessionId))) return false
      const question = randomUUID()
      const answered = new Promise<boolean>(resolve => {
        asked.set(question, () => resolve(true))
        setTimeout(() => resolve(false), ANSWER_MS).unref()
      })
      await say('asks', sessionId, windowId ?? NO_WINDOW, question)
      return answered.finally(() => asked.delete(question))
    },
  }
}
