import { isRefusalCode, sentenceOf } from '@taxi/contract/refusals.ts'
import { Composer, GrammyError } from 'grammy'
import { passOffer } from '../../../actions/pass-offer.ts'
import { postponeOffer } from '../../../actions/postpone-offer.ts'
import { takeOffer } from '../../../actions/take-offer.ts'
import { personOf } from '../../../db/read/person.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { outcomeOf } from '../../../notices/offer-outcome.ts'
import { publicUrl } from '../../../public-url.ts'
import type { BotContext, BotParts, Caller } from '../bot-parts.ts'
import { botWords } from '../words.ts'

type Press = 'take' | 'pass' | 'later'
type Presser = Caller & { person: NonNullable<Caller['person']> }

/** Telegram shows no more of an answer to a press. */
const ANSWER_LENGTH = 200

/** The buttons under a turn: Take, Pass, +5 min. Who may press them is looked up at every press. */
export function offersFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.callbackQuery(/^offer:(take|pass|later):([0-9a-f-]{36})$/, async ctx => {
    const { person, locale } = ctx.caller
    const [, press, offerId = ''] = ctx.match
    if (!person) return ctx.answerCallbackQuery({ text: botWords[locale].notLinked(`${publicUrl(parts.config)}/app`) })
    const no = await settle(parts, { person, locale }, press as Press, offerId)
    const came = await whatCame(parts, { person, locale }, offerId)
    // Pressed twice, or here and in the popup: what came of it says more than the refusal.
    const said = no && (came ?? no)
    await ctx.answerCallbackQuery(said ? { text: said.slice(0, ANSWER_LENGTH), show_alert: true } : {})
    if (came) await show(ctx, came)
  })

  return feature
}

/** Null when it was done, else the sentence that says why not. */
async function settle(
  parts: BotParts,
  { person, locale }: Presser,
  press: Press,
  offerId: string,
): Promise<string | null> {
  try {
    if (press === 'take') await takeOffer(parts, { person: personOf(person), offerId })
    else if (press === 'pass') await passOffer(parts, { personId: person.id, offerId })
    else await postponeOffer(parts, { personId: person.id, offerId })
    return null
  } catch (error) {
    if (error instanceof Refusal && isRefusalCode(error.code)) return sentenceOf(error.code, locale, error.details)
    throw error
  }
}

/** What came of the offer; null while it is open, and when it is somebody else's. */
async function whatCame(parts: BotParts, { person, locale }: Presser, offerId: string): Promise<string | null> {
  const offer = await parts.db.offers.findUnique({ where: { id: offerId } })
  return offer?.person_id === person.id ? outcomeOf(parts, offer, locale) : null
}

async function show(ctx: BotContext, text: string): Promise<void> {
  await ctx.editMessageText(text, { link_preview_options: { is_disabled: true } }).catch(error => {
    // It says so already, or the person removed it.
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  })
}
