import { makeLink } from '../db/write/make-link.ts'
import { Refusal } from '../domain/refusal.ts'
import { TELEGRAM_LINK_MS } from '../domain/tokens.ts'
import type { Parts } from '../parts.ts'

/** A one-time link that binds the Telegram account it is opened in; good for ten minutes. */
export async function linkTelegram(
  parts: Parts,
  { personId }: { personId: string },
): Promise<{ url: string; expires_at: string }> {
  const username = parts.bot?.username
  if (!username) throw new Refusal('telegram.no-bot')
  const { token, expiresAt } = await parts.change(tx =>
    makeLink(tx, { kind: 'telegram', personId, now: parts.now(), ms: TELEGRAM_LINK_MS }),
  )
  return { url: `https://t.me/${username}?start=${token}`, expires_at: expiresAt.toISOString() }
}
