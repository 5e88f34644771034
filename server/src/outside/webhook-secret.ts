import { timingSafeEqual } from 'node:crypto'
import { macOf } from './mac.ts'
import type { Secrets } from './secrets.ts'

type Key = Pick<Secrets, 'tokenKey'>

/** The secret in the address to which Telegram brings updates, and the one in the header of each; made, never stored. */
export function webhookSecrets({ tokenKey }: Key, botId: number): { path: string; header: string } {
  const made = (what: string) => macOf(tokenKey, `telegram-webhook ${what} ${botId}`).toString('base64url')
  return { path: made('path'), header: made('header') }
}

/** In the same time, whatever is wrong. */
export function isWebhookOf(key: Key, botId: number, given: { botId: string; path: string; header: string }): boolean {
  const { path, header } = webhookSecrets(key, botId)
  const expected = JSON.stringify([String(botId), path, header])
  const said = JSON.stringify([given.botId, given.path, given.header])
  return timingSafeEqual(macOf(key.tokenKey, expected), macOf(key.tokenKey, said))
}
