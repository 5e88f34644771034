import { SessionState } from '@taxi/contract/sessions.ts'
import type { AskedSession } from '../../domain/ask.ts'
import type { sessionsModel } from '../generated/models.ts'

type Row = Pick<sessionsModel, 'state' | 'last_input_at' | 'first_frame_at' | 'generating_since'>

/** A session as the rules of asking see it; before a first key its first picture counts. */
export const askedSessionOf = (row: Row): AskedSession => ({
  state: SessionState.parse(row.state),
  lastInputAt: row.last_input_at ?? row.first_frame_at,
  generatingSince: row.generating_since,
})
