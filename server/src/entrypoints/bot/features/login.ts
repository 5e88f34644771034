import { Composer } from 'grammy'
import { makeSignInLink } from '../../../actions/make-sign-in-link.ts'
import { publicUrl } from '../../../public-url.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'
import { botWords } from '../words.ts'

/** `/login`: a one-time link by which whoever is linked here signs in. Private chats only: the link is a way in. */
export function loginFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  feature.command('login', async ctx => {
    const { person, locale } = ctx.caller
    const words = botWords[locale]
    if (!person) return ctx.reply(words.notLinked(`${publicUrl(parts.config)}/app`))
    const { url } = await makeSignInLink(parts, { personId: person.id, name: person.name, where: 'bot' })
    return ctx.reply(words.signInLink(url), { link_preview_options: { is_disabled: true }, protect_content: true })
  })
  return feature
}
