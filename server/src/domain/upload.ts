import type { RefusalCode } from '@taxi/contract/refusals.ts'
import { type Closing, isWhole } from './dump.ts'
import { type No, no } from './no.ts'

/** A session as far as it matters for what its companion brings. */
export interface UploadingSession {
  dump: { state: string } | null
  closing: unknown
  freed_at: Date | null
}

/**
 * Why the companion may not add to this session any more; null when it may. Once a dump is pulled together, its chats
 * stand, unless the machine was away when its turn ended: then what it brings on its return belongs to the supplement.
 */
export function whyNotUpload(session: UploadingSession | null): RefusalCode | null {
  if (!session) return 'session.unknown'
  const { dump, closing, freed_at } = session
  if (!dump || dump.state === 'sealing') return null
  return dump.state === 'expired' || isWhole(closing as Closing, freed_at) ? 'session.ended' : null
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
