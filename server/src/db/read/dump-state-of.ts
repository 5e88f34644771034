import type { Db } from '../client.ts'

/** The session with the state of its dump, if it has one; null when there is no such session. */
export const dumpStateOf = (
  db: Pick<Db, 'sessions'>,
  sessionId: string,
): Promise<{ dump: { state: string } | null } | null> =>
  db.sessions.findUnique({ where: { id: sessionId }, select: { dump: { select: { state: true } } } })
