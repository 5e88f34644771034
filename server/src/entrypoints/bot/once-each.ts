import type { Middleware } from 'grammy'
import { claimUpdate, settleUpdate } from '../../actions/claim-update.ts'
import { safeReason } from '../../outside/telegram.ts'
import type { BotContext, BotParts } from './bot-parts.ts'

/**
 * After a crash Telegram tells the last updates again: those that came to their end are not handled a second time. One
 * server polls at a time, so whoever had taken an update before is dead.
 */
export function onceEach(parts: BotParts): Middleware<BotContext> {
  return async (ctx, next) => {
    const which = { botId: ctx.me.id, updateId: ctx.update.update_id }
    if ((await claimUpdate(parts, { ...which, busyMs: 0 })) !== 'ours') return
    await next()
    // Nobody is told of a failure here: what they asked for was done.
    await settleUpdate(parts, which).catch(error => {
      parts.log.warn({ update: which.updateId, why: safeReason(error) }, 'an update was handled and not noted')
    })
  }
}
