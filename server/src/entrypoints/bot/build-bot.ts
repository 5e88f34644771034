import { Bot } from 'grammy'
import { safeReason, TELEGRAM_ROOT } from '../../outside/telegram.ts'
import type { BotContext, BotParts } from './bot-parts.ts'
import { callerOf } from './caller.ts'
import { asksFeature } from './features/asks.ts'
import { bookFeature } from './features/book.ts'
import { dumpsFeature } from './features/dumps.ts'
import { findFeature } from './features/find.ts'
import { getidFeature } from './features/getid.ts'
import { healthFeature } from './features/health.ts'
import { helpFeature } from './features/help.ts'
import { kickFeature } from './features/kick.ts'
import { langFeature } from './features/lang.ts'
import { loginFeature } from './features/login.ts'
import { noFeature } from './features/no.ts'
import { offersFeature } from './features/offers.ts'
import { queueFeature } from './features/queue.ts'
import { rebootFeature } from './features/reboot.ts'
import { rescueFeature } from './features/rescue.ts'
import { restartFeature } from './features/restart.ts'
import { slotsFeature } from './features/slots.ts'
import { startFeature } from './features/start.ts'
import { statusFeature } from './features/status.ts'
import { unhandledFeature } from './features/unhandled.ts'
import { onceEach } from './once-each.ts'
import { botWords } from './words.ts'

/** The bot with its features. Nothing runs yet. */
export function buildBot(parts: BotParts): Bot<BotContext> {
  const bot = new Bot<BotContext>(parts.config.TELEGRAM_BOT_TOKEN, {
    // Longer than a long poll.
    client: { apiRoot: parts.config.TELEGRAM_API_BASE || TELEGRAM_ROOT, timeoutSeconds: 60 },
  })
  // A forwarded command is somebody else's word.
  const own = bot.filter(ctx => !ctx.message?.forward_origin)
  const safe = own.errorBoundary(async ({ error, ctx }) => {
    parts.log.error({ update: ctx.update.update_id, why: safeReason(error) }, 'the bot failed at an update')
    const sorry = botWords[ctx.caller?.locale ?? 'en'].broken
    if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: sorry }).catch(() => {})
    else if (ctx.chat?.type === 'private') await ctx.reply(sorry).catch(() => {})
  })
  // What Telegram brings is taken once before it gets here.
  if (!parts.config.TELEGRAM_WEBHOOK) safe.use(onceEach(parts))
  safe.use(callerOf(parts))
  safe.use(getidFeature())
  safe
    .filter(ctx => ctx.chat?.type === 'private' || isAdminChat(parts, ctx))
    .use(healthFeature(parts))
    .use(kickFeature(parts))
    .use(rebootFeature(parts))
    .use(restartFeature(parts))
    .use(noFeature(parts))
  safe.filter(ctx => isAdminChat(parts, ctx)).use(rescueFeature(parts))
  safe
    .chatType('private')
    .use(startFeature(parts))
    .use(slotsFeature(parts))
    .use(statusFeature(parts))
    .use(queueFeature(parts))
    .use(bookFeature(parts))
    .use(dumpsFeature(parts))
    .use(findFeature(parts))
    .use(loginFeature(parts))
    .use(langFeature(parts))
    .use(helpFeature())
    .use(offersFeature(parts))
    .use(asksFeature(parts))
    .use(unhandledFeature())
  safe.on('callback_query', ctx => ctx.answerCallbackQuery())
  bot.catch(({ error }) => parts.log.error({ why: safeReason(error) }, 'the bot failed'))
  return bot
}

/** The chat that ADMIN_CHAT_ID names: who writes there still needs the right to what they ask for. */
function isAdminChat({ config }: BotParts, ctx: BotContext): boolean {
  return config.ADMIN_CHAT_ID !== '' && String(ctx.chat?.id) === config.ADMIN_CHAT_ID
}
