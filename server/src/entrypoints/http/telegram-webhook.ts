import express, { type RequestHandler, Router } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** An update is a few kilobytes. */
const LIMIT = '1mb'

/** Where Telegram brings what the bot is told. Whoever does not know both secrets finds nothing here. */
export function telegramWebhook(parts: Pick<Parts, 'bot'>): Router {
  const take: RequestHandler<{ botId: string; secret: string }> = async ({ params, headers, body }, response) => {
    const status = await parts.bot?.take?.({
      botId: params.botId,
      path: params.secret,
      header: String(headers['x-telegram-bot-api-secret-token'] ?? ''),
      update: body,
    })
    if (!status || status === 404) throw new Refusal('request.unknown')
    // Telegram brings it again by itself.
    if (status === 503) response.set('retry-after', '5')
    response.status(status).end()
  }
  return Router().post('/api/webhooks/telegram/:botId/:secret', express.json({ limit: LIMIT }), take)
}
