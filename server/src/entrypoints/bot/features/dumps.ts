import { DumpState } from '@taxi/contract/dumps.ts'
import { Composer } from 'grammy'
import { dumpClock } from '../../../dump/clock.ts'
import { publicUrl } from '../../../public-url.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'
import { botWords } from '../words.ts'

/** `/dumps`: the caller's last five, with where each stands. */
export function dumpsFeature({ config, db }: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  feature.command('dumps', async ctx => {
    const { person, locale } = ctx.caller
    const words = botWords[locale]
    if (!person) return ctx.reply(words.notLinked(`${publicUrl(config)}/app`))
    const rows = await db.dumps.findMany({
      where: { person_id: person.id },
      orderBy: { created_at: 'desc' },
      take: 5,
      include: { session: { include: { slot: true } } },
    })
    const clock = dumpClock(config.COMPANY_TIMEZONE, locale)
    const lines = rows.map(({ session, state, created_at }) => {
      const at = clock.moment(session.ended_at ?? created_at)
      return `${session.slot.name} · ${at} · ${words.dumpStates[DumpState.parse(state)]}`
    })
    return ctx.reply(lines.join('\n') || words.noDumps)
  })
  return feature
}
