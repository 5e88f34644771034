import type { UploadingSession } from '../../domain/upload.ts'
import type { Db } from '../client.ts'

/** Whose session it is and how far its end is, with the state of its dump if it has one; null when there is no such session. */
export const readUploadingSession = (
  db: Pick<Db, 'sessions'>,
  sessionId: string,
): Promise<(UploadingSession & { person_id: string }) | null> =>
  db.sessions.findUnique({
    where: { id: sessionId },
    select: { person_id: true, closing: true, freed_at: true, dump: { select: { state: true } } },
  })
