import { openDrift } from '../../../actions/open-drift.ts'
import { revealSlot } from '../../../actions/reveal-slot.ts'
import { readAudit } from '../../../db/read/audit.ts'
import { readDrifts } from '../../../db/read/drifts.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { verifyAudit } from '../../../db/read/verify-audit.ts'
import { handlers } from '../knock.ts'

export const watchfulHandlers = handlers({
  reveal: async ({ parts, signedIn, params, body }) =>
    revealSlot(parts, { slotId: await slotIdOf(parts.db, params.id), by: signedIn, reason: body.reason }),
  audit: ({ parts, query }) => readAudit(parts.db, query, parts.config.COMPANY_TIMEZONE),
  drifts: ({ parts }) => readDrifts(parts.db),
  driftAnswer: ({ parts, params }) => openDrift(parts, params.id),
  verifyAudit: ({ parts }) => verifyAudit(parts.db),
})
