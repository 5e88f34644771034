import { Composer } from 'grammy'
import type { BotContext } from '../bot-parts.ts'
import { botWords } from '../words.ts'

/** `/getid`: the id of the person, and of a group when asked in one. The only command that groups may use. */
export function getidFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  feature.command('getid', ctx => {
    const words = botWords[ctx.caller.locale]
    if (ctx.chat.type !== 'private') return ctx.reply(words.chatId(ctx.chat.id))
    return ctx.reply(words.yourId(ctx.from?.id ?? ctx.chat.id))
  })
  return feature
}
