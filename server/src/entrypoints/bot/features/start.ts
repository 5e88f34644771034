import { isRefusalCode, sentenceOf } from '@taxi/contract/refusals.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { Composer, InlineKeyboard } from 'grammy'
import { bindTelegram } from '../../../actions/bind-telegram.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { hashOf } from '../../../outside/secrets.ts'
import { publicUrl } from '../../../public-url.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'
import { botWords } from '../words.ts'

/** Half of the link's hash: names the link in a button (64 bytes at most) and cannot be guessed. */
const NONCE = 32

/** `/start <link>` asks whether to link this Telegram, and links it on confirmation; bare `/start` explains. */
export function startFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.command('start', async ctx => {
    const { person, locale } = ctx.caller
    const words = botWords[locale]
    if (!ctx.match)
      return ctx.reply(person ? words.linkedTo(person.name) : words.welcome(`${publicUrl(parts.config)}/app`))
    const hash = hashOf(ctx.match)
    const owner = await ownerOf(parts, hash.slice(0, NONCE))
    if (!owner) return ctx.reply(sentenceOf('auth.link-spent', locale))
    const nonce = hash.slice(0, NONCE)
    return ctx.reply(words.askLink(owner.name), {
      reply_markup: new InlineKeyboard().text(words.link, `link:${nonce}`).text(words.cancel, `nolink:${nonce}`),
    })
  })

  feature.callbackQuery(/^link:([0-9a-f]{32})$/, async ctx => {
    const { locale } = ctx.caller
    const owner = await ownerOf(parts, ctx.match[1] ?? '')
    const said = await orRefusal(locale, async () => {
      if (!owner) throw new Refusal('auth.link-spent')
      const bound = await bindTelegram(parts, { linkHash: owner.linkHash, telegramId: ctx.from.id })
      parts.log.info({ person: bound.personId }, 'Telegram linked')
      return botWords[locale].linked(bound.name)
    })
    await ctx.answerCallbackQuery()
    await ctx.editMessageText(said)
  })

  feature.callbackQuery(/^nolink:/, async ctx => {
    await ctx.answerCallbackQuery()
    await ctx.editMessageText(botWords[ctx.caller.locale].cancelled)
  })

  return feature
}

/** Whose link it is, while it is good. */
async function ownerOf({ db, now }: BotParts, nonce: string): Promise<{ name: string; linkHash: string } | null> {
  const link = await db.link_tokens.findFirst({
    where: { token_hash: { startsWith: nonce }, kind: 'telegram', used_at: null, expires_at: { gt: now() } },
  })
  if (!link?.person_id) return null
  const person = await db.people.findUnique({ where: { id: link.person_id } })
  return person && !person.disabled_at ? { name: person.name, linkHash: link.token_hash } : null
}

async function orRefusal(locale: Locale, work: () => Promise<string>): Promise<string> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && isRefusalCode(error.code)) return sentenceOf(error.code, locale, error.details)
    throw error
  }
}
