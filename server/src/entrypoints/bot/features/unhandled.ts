import { Composer } from 'grammy'
import type { BotContext } from '../bot-parts.ts'
import { botWords } from '../words.ts'

/** Last of all: what nobody understood gets an answer too. */
export function unhandledFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  feature.on('callback_query', ctx => ctx.answerCallbackQuery({ text: botWords[ctx.caller.locale].expired }))
  feature.on('message', ctx => ctx.reply(botWords[ctx.caller.locale].unknown))
  return feature
}
