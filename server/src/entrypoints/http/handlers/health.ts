import { liftQuarantine } from '../../../actions/admin/lift-quarantine.ts'
import { readHealth } from '../../../db/read/health.ts'
import { knownMachine } from '../../../db/read/machines.ts'
import { handlers } from '../knock.ts'

export const healthHandlers = handlers({
  health: ({ parts }) => readHealth(parts),
  async liftQuarantine({ parts, params }) {
    await liftQuarantine(parts, params.id)
    return knownMachine(parts, params.id)
  },
})
