import type { RefusalCode } from '@taxi/contract/refusals.ts'

/** Why the companion may not add to this session any more; null when it may. Once a dump is pulled together, its chats stand. */
export function whyNotUpload(session: { dump: { state: string } | null } | null): RefusalCode | null {
  if (!session) return 'session.unknown'
  return session.dump && session.dump.state !== 'sealing' ? 'session.ended' : null
}
