import { PRODUCT, PROTOCOL } from '@taxi/contract/version.ts'
import server from '../../../package.json' with { type: 'json' }
import type { Parts } from '../../parts.ts'

/** What anybody may know: which product answers, and whether it waits for its first administrator. */
export async function readHello(parts: Pick<Parts, 'db' | 'bot' | 'mail' | 'config'>) {
  const admins = await parts.db.people.count({ where: { is_admin: true } })
  const bot = parts.bot?.username ?? null
  return {
    product: PRODUCT,
    protocol: PROTOCOL,
    version: server.version,
    needs_first_admin: admins === 0,
    bot_username: bot,
    bot_id: bot ? Number(parts.config.TELEGRAM_BOT_TOKEN.split(':')[0]) : null,
    ways: { telegram: bot !== null, email: parts.mail !== null },
  } as const
}
