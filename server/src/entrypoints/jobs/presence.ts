import { endWatches } from '../../actions/end-watches.ts'
import { leaveServers } from '../../actions/leave-servers.ts'
import { noteAway } from '../../actions/note-away.ts'
import { sayAlive } from '../../actions/say-alive.ts'
import type { Parts } from '../../parts.ts'

type Needs = Pick<Parts, 'change' | 'db' | 'now' | 'log' | 'serverId'>

const BEAT_MS = 1_000

/** Says every second that this server runs, and takes over from those that do not. */
export async function startPresence(parts: Needs) {
  let again = async () => {}
  await beat()
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    await beat()
      .then(anew => (anew ? again() : null))
      .catch(error => parts.log.debug({ why: String(error) }, 'could not say that this server runs'))
      .finally(() => {
        busy = false
      })
  }, BEAT_MS)

  async function beat(): Promise<boolean> {
    const alive = await sayAlive(parts)
    if (alive.buried) parts.log.warn('another server is gone, this one takes over')
    if (alive.buried || alive.anew) {
      await noteAway(parts, 'everybody')
      await endWatches(parts, 'every')
    }
    return alive.anew
  }

  return {
    /** Called when this server was taken for dead, because it or the database hung: what it has in hand is to be told again. */
    onAnew(listener: () => Promise<void>) {
      again = listener
    },
    async close() {
      clearInterval(timer)
      await leaveServers(parts).catch(error => parts.log.debug({ why: String(error) }, 'could not say goodbye'))
    },
  }
}
