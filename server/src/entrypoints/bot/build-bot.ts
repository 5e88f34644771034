import { Bot } from 'grammy'
import { safeReason, TELEGRAM_ROOT } from '../../outside/telegram.ts'
import type { BotContext, BotParts } from './bot-parts.ts'
import { callerOf } from './caller.ts'
import { asksFeature } from './features/asks.ts'
import { dumpsFeature } from './features/dumps.ts'
import { getidFeature } from './features/getid.ts'
import { loginFeature } from './features/login.ts'
import { offersFeature } from './features/offers.ts'
import { startFeature } from './features/start.ts'
import { unhandledFeature } from './features/unhandled.ts'
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
  safe.use(callerOf(parts))
  safe.use(getidFeature())
  safe
    .chatType('private')
    .use(startFeature(parts))
    .use(dumpsFeature(parts))
    .use(loginFeature(parts))
    .use(offersFeature(parts))
    .use(asksFeature(parts))
    .use(unhandledFeature())
  bot.catch(({ error }) => parts.log.error({ why: safeReason(error) }, 'the bot failed'))
  return bot
}

/** The menu of commands, in both languages; Telegram keeps it. */
export async function tellCommands(bot: Bot<BotContext>): Promise<void> {
  const commands = (locale: 'ru' | 'en') =>
    Object.entries(botWords[locale].commands).map(([command, description]) => ({ command, description }))
  await bot.api.setMyCommands(commands('en'))
  await bot.api.setMyCommands(commands('ru'), { language_code: 'ru' })
}
