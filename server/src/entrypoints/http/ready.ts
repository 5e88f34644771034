import type { RequestHandler } from 'express'
import type { Parts } from '../../parts.ts'
import type { FreeDisk } from './disk-floor.ts'

/** What a server may lack and still answer. */
export interface Readiness {
  parts: Pick<Parts, 'config' | 'db'>
  freeDisk: FreeDisk
  hasGuacd: () => boolean
}

/** `GET /readyz`: 503 without a database. What else is missing is named: desks stay dark, nothing new is taken on. */
export function ready({ parts, freeDisk, hasGuacd }: Readiness): RequestHandler {
  return async (_, response) => {
    const [hasDatabase, free] = await Promise.all([
      parts.db.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      ),
      freeDisk().catch(() => 0),
    ])
    const missing = [
      ...(hasDatabase ? [] : ['database']),
      ...(hasGuacd() ? [] : ['guacd']),
      ...(free < parts.config.DISK_FLOOR_MB * 1024 * 1024 ? ['disk'] : []),
    ]
    response.status(hasDatabase ? 200 : 503).json({ ok: hasDatabase, missing })
  }
}
