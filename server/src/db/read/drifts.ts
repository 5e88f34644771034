import type { DriftView } from '@taxi/contract/readers.ts'
import type { Db } from '../client.ts'

/** What readers did not know, newest first; the answers themselves stay where they are. */
export async function readDrifts(db: Pick<Db, '$queryRaw'>): Promise<DriftView[]> {
  return db.$queryRaw<DriftView[]>`
    SELECT service || ':' || to_char(day, 'YYYY-MM-DD') AS id, service, to_char(day, 'YYYY-MM-DD') AS day, what, shape,
           length(answer) AS answer_length
    FROM drifts ORDER BY drifts.day DESC, service`
}
