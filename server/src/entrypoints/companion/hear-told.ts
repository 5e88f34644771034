import type { FromCompanion } from '@taxi/contract/companion.ts'
import { noteDrift } from '../../actions/note-drift.ts'
import { noteGenerating } from '../../actions/note-generating.ts'
import { noteGuarded } from '../../actions/note-guarded.ts'
import { noteQuotas } from '../../actions/note-quotas.ts'
import { noteSignIn } from '../../actions/note-sign-in.ts'
import { noteTouchedChat } from '../../actions/note-touched-chat.ts'
import type { Parts } from '../../parts.ts'

/** What a companion tells that is written down at once. */
export type Told = Extract<FromCompanion, { t: 'touched' | 'generating' | 'drift' | 'guarded' | 'sign_in' | 'quotas' }>

export async function hearTold(
  parts: Pick<Parts, 'change' | 'config' | 'now' | 'log'>,
  machineId: string,
  told: Told,
): Promise<void> {
  switch (told.t) {
    case 'touched':
      return noteTouchedChat(parts, { sessionId: told.session_id, machineId, chat: told.chat })
    case 'generating': {
      const since = told.since === null ? null : new Date(told.since)
      return noteGenerating(parts, { machineId, sessionId: told.session_id, since })
    }
    case 'drift':
      return noteDrift(parts, { machineId, sessionId: told.session_id, ...told })
    case 'guarded':
      return noteGuarded(parts, { machineId, sessionId: told.session_id, service: told.service, what: told.what })
    case 'sign_in':
      return noteSignIn(parts, {
        machineId,
        service: told.service,
        // A companion of before says only whether.
        found: told.found ?? (told.signed_in ? 'signed_in' : 'signed_out'),
        since: new Date(told.at),
      })
    case 'quotas':
      return noteQuotas(parts, {
        machineId,
        sessionId: told.session_id,
        service: told.service,
        quotas: told.quotas,
        at: new Date(told.at),
      })
  }
}
