import type { DumpView } from '@taxi/contract/dumps.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'

/** The list with this session as it now stands; a new one comes first. */
export function withSession(sessions: readonly SessionView[], session: SessionView): SessionView[] {
  const known = sessions.some(other => other.id === session.id)
  if (!known) return [session, ...sessions]
  return sessions.map(other => (other.id === session.id ? session : other))
}

export function withDump(sessions: readonly SessionView[], dump: DumpView): SessionView[] {
  return sessions.map(session => (session.id === dump.session_id ? { ...session, dump } : session))
}

export const openOnes = (sessions: readonly SessionView[]) => sessions.filter(session => session.ended_at === null)

export const endedOnes = (sessions: readonly SessionView[]) => sessions.filter(session => session.ended_at !== null)
