import { DumpState } from '@taxi/contract/dumps.ts'
import { Composer } from 'grammy'
import { resendDump } from '../../../actions/resend-dump.ts'
import { dumpClock } from '../../../dump/clock.ts'
import { publicUrl } from '../../../public-url.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { findWords } from '../find-words.ts'
import { botWords } from '../words.ts'

const SHOWN = 5
/** What can be sent once more. */
const KEPT: readonly string[] = ['delivered', 'kept']

/** `/dumps`: the caller's last five, with where each stands; what is kept is sent again by a press. */
export function dumpsFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  const screen = (asking: Asking) => dumpsScreen(parts, asking)

  feature.command('dumps', ctx => answerScreen(parts, ctx, { screen }))
  feature.callbackQuery(/^dump:resend:([0-9a-f-]{36})$/, ctx => {
    const [, dumpId = ''] = ctx.match
    return answerScreen(parts, ctx, {
      deed: ({ person }) => resendDump(parts, { personId: person.id, dumpId }),
      screen,
    })
  })

  return feature
}

async function dumpsScreen({ config, db }: BotParts, { person, locale, zone }: Asking): Promise<Screen> {
  const words = botWords[locale]
  const found = findWords[locale]
  const rows = await db.dumps.findMany({
    where: { person_id: person.id, deleted_at: null },
    orderBy: { created_at: 'desc' },
    take: SHOWN,
    include: { session: { include: { slot: true } } },
  })
  if (!rows.length) return { text: words.noDumps, rows: [] }
  const clock = dumpClock(zone, locale)
  const dumps = rows.map(({ id, session, state, created_at }) => ({
    id,
    state,
    slot: session.slot.name,
    at: clock.moment(session.ended_at ?? created_at),
  }))
  return {
    text: [
      ...dumps.map(({ slot, at, state }) => `${slot} · ${at} · ${words.dumpStates[DumpState.parse(state)]}`),
      found.portal(`${publicUrl(config)}/app/sessions`),
    ].join('\n'),
    rows: dumps
      .filter(({ state }) => KEPT.includes(state))
      .map(({ id, slot, at }): Button[] => [[found.resend(slot, at), `dump:resend:${id}`]]),
  }
}
