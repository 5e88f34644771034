import type { Bot } from 'grammy'
import type { Update } from 'grammy/types'
import { claimUpdate, settleUpdate } from '../../actions/claim-update.ts'
import { safeReason } from '../../outside/telegram.ts'
import { isWebhookOf, webhookSecrets } from '../../outside/webhook-secret.ts'
import type { Brought } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'
import { ALLOWED_UPDATES } from './allowed-updates.ts'
import type { BotContext, BotParts } from './bot-parts.ts'

/** Who has not come to an end after so long counts as dead; Telegram brings the update again until then. */
const BUSY_MS = 60_000

/** Asks Telegram to bring updates to this server, and stays until it is stopped. */
export async function askForUpdates(
  { config, secrets }: BotParts,
  { bot, signal, onStart }: { bot: Bot<BotContext>; signal: AbortSignal; onStart: () => void },
): Promise<void> {
  const { path, header } = webhookSecrets(secrets, bot.botInfo.id)
  const url = `${publicUrl(config)}/api/webhooks/telegram/${bot.botInfo.id}/${path}`
  await bot.api.setWebhook(url, { secret_token: header, allowed_updates: ALLOWED_UPDATES, max_connections: 10 })
  onStart()
  await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Handles what Telegram brought, once; the HTTP status that tells Telegram whether to bring it again. */
export async function takeBrought(parts: BotParts, bot: Bot<BotContext>, brought: Brought): Promise<200 | 404 | 503> {
  if (!bot.isInited()) return 503
  const botId = bot.botInfo.id
  if (!isWebhookOf(parts.secrets, botId, brought)) return 404
  const update = brought.update as Update
  if (!Number.isSafeInteger(update?.update_id)) return 404
  const which = { botId, updateId: update.update_id }
  const claim = await claimUpdate(parts, { ...which, busyMs: BUSY_MS })
  if (claim !== 'ours') return claim === 'done' ? 200 : 503
  try {
    await bot.handleUpdate(update)
  } catch (error) {
    // Brought again it would fail again: it is told here, and its person has heard of it.
    parts.log.error({ update: update.update_id, why: safeReason(error) }, 'the bot failed')
  }
  await settleUpdate(parts, which)
  return 200
}
