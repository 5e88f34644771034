import { Locale } from '@taxi/contract/shapes.ts'
import { Composer } from 'grammy'
import { changeProfile } from '../../../actions/change-profile.ts'
import { answerScreen, type Screen } from '../answer-screen.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'
import { ownWords } from '../own-words.ts'

/** `/lang`: the caller's language, here and on every screen. */
export function langFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.command('lang', ctx =>
    answerScreen(parts, ctx, { screen: async ({ locale }) => langScreen(ownWords[locale].whichLanguage) }),
  )
  feature.callbackQuery(/^lang:(ru|en)$/, ctx => {
    const locale = Locale.parse(ctx.match[1])
    return answerScreen(parts, ctx, {
      deed: ({ person }) => changeProfile(parts, person.id, { locale }),
      screen: async () => langScreen(ownWords[locale].language),
    })
  })

  return feature
}

const langScreen = (text: string): Screen => ({
  text,
  rows: [
    [
      ['Русский', 'lang:ru'],
      ['English', 'lang:en'],
    ],
  ],
})
