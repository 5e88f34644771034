import { isRefusalCode, sentenceOf } from '@taxi/contract/refusals.ts'
import { GrammyError } from 'grammy'
import { detailsInWords } from '../../company-clock.ts'
import { Refusal } from '../../domain/refusal.ts'
import { publicUrl } from '../../public-url.ts'
import type { BotContext, BotParts, Caller } from './bot-parts.ts'
import { botWords } from './words.ts'

/** Somebody whose Telegram is linked. */
export type Presser = Caller & { person: NonNullable<Caller['person']> }

interface Press {
  /** Does what was pressed; a refusal says why not. */
  settle: (presser: Presser) => Promise<unknown>
  /** What came of the question for this person; null while it is open, and when it is somebody else's. */
  outcome: (presser: Presser) => Promise<string | null>
}

/** Telegram shows no more of an answer to a press. */
const ANSWER_LENGTH = 200

/** Answers a press on a button under a question, and puts what came of it in the question's place. */
export async function answerPress(parts: BotParts, ctx: BotContext, { settle, outcome }: Press): Promise<void> {
  const { person, locale } = ctx.caller
  if (!person) {
    await ctx.answerCallbackQuery({ text: botWords[locale].notLinked(`${publicUrl(parts.config)}/app`) })
    return
  }
  const presser = { person, locale }
  const no = await whyNot(parts, presser, settle)
  const came = await outcome(presser)
  // Pressed twice, or here and in the popup: what came of it says more than the refusal.
  const said = no && (came ?? no)
  await ctx.answerCallbackQuery(said ? { text: said.slice(0, ANSWER_LENGTH), show_alert: true } : {})
  if (came) await show(ctx, came)
}

/** Null when it was done, else the sentence that says why not. */
async function whyNot(parts: BotParts, presser: Presser, settle: Press['settle']): Promise<string | null> {
  try {
    await settle(presser)
    return null
  } catch (error) {
    if (!(error instanceof Refusal && isRefusalCode(error.code))) throw error
    const { locale } = presser
    const telling = { zone: parts.config.COMPANY_TIMEZONE, locale, now: parts.now() }
    return sentenceOf(error.code, locale, detailsInWords(error.details, telling))
  }
}

async function show(ctx: BotContext, text: string): Promise<void> {
  await ctx.editMessageText(text, { link_preview_options: { is_disabled: true } }).catch(error => {
    // It says so already, or the person removed it.
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  })
}
