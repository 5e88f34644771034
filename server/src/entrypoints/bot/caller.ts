import { Locale } from '@taxi/contract/shapes.ts'
import type { Middleware } from 'grammy'
import { actingAs } from '../../db/acting.ts'
import type { BotContext, BotParts } from './bot-parts.ts'

/** Finds out who writes or presses, for the audit log too: the person's own language, or the one their Telegram speaks. */
export function callerOf({ db }: Pick<BotParts, 'db'>): Middleware<BotContext> {
  return async (ctx, next) => {
    const found = ctx.from ? await db.people.findUnique({ where: { telegram_id: ctx.from.id } }) : null
    const person = found?.disabled_at ? null : found
    const spoken = ctx.from?.language_code?.startsWith('ru') ? 'ru' : 'en'
    ctx.caller = { person, locale: Locale.safeParse(person?.locale).data ?? spoken }
    await actingAs({ person: person && { id: person.id, name: person.name }, address: 'telegram' }, next)
  }
}
