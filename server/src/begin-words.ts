import type { ToCompanion } from '@taxi/contract/companion.ts'
import { newToken } from './outside/secrets.ts'
import { startPage } from './start-page.ts'

type Begin = Extract<ToCompanion, { t: 'begin' }>

/** How a companion is told to begin this session, with an upload token made for it. */
export const beginWords = (
  config: Parameters<typeof startPage>[0],
  session: { id: string; started_at: Date; follows_id: string | null; slot: { service: string; url: string } },
): Omit<Begin, 'id'> => ({
  t: 'begin',
  session_id: session.id,
  service: session.slot.service,
  start_url: startPage(config, session.slot.url),
  since: session.started_at.toISOString(),
  upload_token: newToken(),
  ...(session.follows_id ? { keep_tabs: true } : {}),
})
