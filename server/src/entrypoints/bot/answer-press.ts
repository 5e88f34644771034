import { publicUrl } from '../../public-url.ts'
import { orStands, whyNot } from './answer-screen.ts'
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
  const telling = { zone: parts.config.COMPANY_TIMEZONE, locale, now: parts.now() }
  const no = await whyNot(telling, () => settle(presser))
  const came = await outcome(presser)
  // Pressed twice, or here and in the popup: what came of it says more than the refusal.
  const said = no && (came ?? no)
  await ctx.answerCallbackQuery(said ? { text: said.slice(0, ANSWER_LENGTH), show_alert: true } : {})
  if (came) await ctx.editMessageText(came, { link_preview_options: { is_disabled: true } }).catch(orStands)
}
