import { Composer } from 'grammy'
import { adminWords } from '../admin-words.ts'
import { answerScreen } from '../answer-screen.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'

/** No to a question: nothing happens, and the question goes. */
export function noFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  feature.callbackQuery(/^no:[0-9a-f-]{36}$/, ctx =>
    answerScreen(parts, ctx, { screen: async ({ locale }) => ({ text: adminWords[locale].left, rows: [] }) }),
  )
  return feature
}
