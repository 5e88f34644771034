import { beginWatch } from '../../actions/begin-watch.ts'
import { endWatches } from '../../actions/end-watches.ts'
import { noteWatching } from '../../actions/note-watching.ts'
import type { Parts } from '../../parts.ts'
import type { Attendant } from './attendant.ts'
import type { Entry } from './entry.ts'

type Needs = Pick<Parts, 'change' | 'now' | 'log' | 'serverId'>

const AGAIN_MS = 15_000

/** Notes who watches whom while their line is open; the person watched sees it at once. */
export function createWatching(parts: Needs) {
  const open = new Set<string>()
  const warn = (error: unknown) => parts.log.warn({ error }, 'who watches could not be written down')
  const timer = setInterval(() => void noteWatching(parts, [...open]).catch(warn), AGAIN_MS)

  return {
    attend({ session, personId, personName }: Entry): Attendant {
      const begun = beginWatch(parts, { sessionId: session.id, by: { id: personId, name: personName } })
      begun.then(id => open.add(id), warn)
      return {
        async closed() {
          const id = await begun
          open.delete(id)
          await endWatches(parts, { id })
        },
      }
    },
    close: () => clearInterval(timer),
  }
}
