import { isRefusalCode, sentenceOf } from '@taxi/contract/refusals.ts'
import { GrammyError } from 'grammy'
import { detailsInWords } from '../../company-clock.ts'
import { personOf } from '../../db/read/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { publicUrl } from '../../public-url.ts'
import type { Asking, BotContext, BotParts } from './bot-parts.ts'
import { botWords } from './words.ts'

export type Button = readonly [label: string, press: string]
/** What a message of the bot shows: words, and what can be done now. */
export interface Screen {
  text: string
  rows: Button[][]
}

interface Answer {
  /** What was pressed or asked for; a refusal says why not. */
  deed?: (asking: Asking) => Promise<unknown>
  /** How things stand afterwards. */
  screen: (asking: Asking) => Promise<Screen>
}

/** Telegram shows no more of an answer to a press, and of a message. */
const ANSWER_LENGTH = 200
const MESSAGE_LENGTH = 4096

/** Does what somebody linked asked for and shows how things stand: in a new message, or in the one that was pressed. */
export async function answerScreen(parts: BotParts, ctx: BotContext, { deed, screen }: Answer): Promise<void> {
  const asking = await whoAsks(parts, ctx)
  if (!asking) return
  const no = deed ? await whyNot(asking, () => deed(asking)) : null
  let shown: Screen | null = null
  const noScreen = await whyNot(asking, async () => {
    shown = await screen({ ...asking, now: parts.now() })
  })
  const said = no ?? noScreen
  if (ctx.callbackQuery) await tell(ctx, said ?? '')
  else if (said) await ctx.reply(said)
  if (shown) await show(ctx, shown)
}

/** Does what was pressed and leaves the message as it is; a refusal is told under it. */
export async function doOnly(
  parts: BotParts,
  ctx: BotContext,
  deed: (asking: Asking) => Promise<unknown>,
): Promise<void> {
  const asking = await whoAsks(parts, ctx)
  if (asking) await tell(ctx, (await whyNot(asking, () => deed(asking))) ?? '')
}

/** Null when this Telegram is linked to nobody, who is told so. */
async function whoAsks({ config, now }: BotParts, ctx: BotContext): Promise<Asking | null> {
  const { person, locale } = ctx.caller
  if (person) return { person: personOf(person), locale, zone: config.COMPANY_TIMEZONE, now: now() }
  await tell(ctx, botWords[locale].notLinked(`${publicUrl(config)}/app`))
  return null
}

/** Null when it was done, else the sentence that says why not. */
export async function whyNot(asking: Omit<Asking, 'person'>, work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Refusal && isRefusalCode(error.code))) throw error
    return sentenceOf(error.code, asking.locale, detailsInWords(error.details, asking))
  }
}

/** A word beside the message: under a press as Telegram shows it, else as a message. */
async function tell(ctx: BotContext, text: string): Promise<void> {
  if (!ctx.callbackQuery) await ctx.reply(text)
  else await ctx.answerCallbackQuery(text ? { text: text.slice(0, ANSWER_LENGTH), show_alert: true } : {})
}

async function show(ctx: BotContext, { text, rows }: Screen): Promise<void> {
  const inline_keyboard = rows.map(row => row.map(([label, press]) => ({ text: label, callback_data: press })))
  const other = { link_preview_options: { is_disabled: true }, reply_markup: { inline_keyboard } }
  const words = text.slice(0, MESSAGE_LENGTH)
  if (!ctx.callbackQuery) await ctx.reply(words, other)
  else await ctx.editMessageText(words, other).catch(orStands)
}

/** It says so already, or the person removed it. */
export function orStands(error: unknown): void {
  if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
}

export function inRows(buttons: Button[], size: number): Button[][] {
  return buttons.flatMap((_, index) => (index % size ? [] : [buttons.slice(index, index + size)]))
}
