import type { RefusalCode } from '@taxi/contract/refusals.ts'
import { type No, no } from './no.ts'

/** Why the companion may not add to this session any more; null when it may. Once a dump is pulled together, its chats stand. */
export function whyNotUpload(session: { dump: { state: string } | null } | null): RefusalCode | null {
  if (!session) return 'session.unknown'
  return session.dump && session.dump.state !== 'sealing' ? 'session.ended' : null
}

/** What a session has brought so far. */
export interface Taken {
  files: number
  bytes: number
}

/** A day's work is far below; a machine that somebody else commands fills no disk. */
export const MOST_FILES = 2_000
export const MOST_BYTES = 500 * 1024 * 1024

/** Why nothing more is taken from this session; null while there is room. */
export function whyNoRoom({ files, bytes }: Taken): No | null {
  if (bytes > MOST_BYTES) return no('request.too-large', { limit: `${MOST_BYTES >> 20} MiB` })
  return files > MOST_FILES ? no('session.too-many-files', { limit: String(MOST_FILES) }) : null
}
