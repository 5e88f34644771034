import type { UploadingSession } from '../../domain/upload.ts'
import type { Db } from '../client.ts'

/** How far the end of the session is, with the state of its dump if it has one; null when there is no such session. */
export const readUploadingSession = (db: Pick<Db, 'sessions'>, sessionId: string): Promise<UploadingSession | null> =>
  db.sessions.findUnique({
    where: { id: sessionId },
    select: { closing: true, freed_at: true, dump: { select: { state: true } } },
  })
