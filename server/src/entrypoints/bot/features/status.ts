import { DumpState } from '@taxi/contract/dumps.ts'
import { Composer } from 'grammy'
import { extendSession } from '../../../actions/extend-session.ts'
import { releaseSlot } from '../../../actions/release-slot.ts'
import { dumpClock } from '../../../dump/clock.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { ownWords } from '../own-words.ts'
import { leftUntil } from '../slot-line.ts'
import { headOf, readViews } from '../slot-screens.ts'
import { slotWords } from '../slot-words.ts'
import { botWords } from '../words.ts'

/** `/status`: how full it is, the caller's own sessions with what can be done about them, and their last dump. */
export function statusFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  const screen = (asking: Asking) => statusScreen(parts, asking)

  feature.command('status', ctx => answerScreen(parts, ctx, { screen }))
  feature.callbackQuery('status', ctx => answerScreen(parts, ctx, { screen }))
  feature.callbackQuery(/^status:(extend|release):([0-9a-f-]{36})$/, ctx => {
    const [, press, sessionId = ''] = ctx.match
    const settle = press === 'extend' ? extendSession : releaseSlot
    return answerScreen(parts, ctx, {
      deed: ({ person }) => settle(parts, { personId: person.id, sessionId }),
      screen,
    })
  })

  return feature
}

async function statusScreen(parts: BotParts, asking: Asking): Promise<Screen> {
  const words = ownWords[asking.locale]
  const views = (await readViews(parts, asking)).filter(slot => slot.state !== 'off')
  const mine = views.filter(slot => slot.holder?.mine && slot.session_id)
  const sessions = mine.map(slot => words.session(slot.name, leftUntil(new Date(slot.until ?? asking.now), asking)))
  const dump = await lastDump(parts, asking)
  const rows = mine.map((slot): Button[] => [
    ...(slot.may.extend === true
      ? [[words.extend(slot.name), `status:extend:${slot.session_id}`] satisfies Button]
      : []),
    [words.release(slot.name), `status:release:${slot.session_id}`],
  ])
  return {
    text: [
      headOf(views, asking),
      '',
      ...(mine.length ? [words.yourSessions, ...sessions] : [words.noSession]),
      ...(dump ? ['', dump] : []),
    ].join('\n'),
    rows: [
      ...rows,
      [
        [words.toSlots, 'slots'],
        [slotWords[asking.locale].refresh, 'status'],
      ],
    ],
  }
}

async function lastDump({ db }: BotParts, { person, locale, zone }: Asking): Promise<string | null> {
  const dump = await db.dumps.findFirst({
    where: { person_id: person.id },
    orderBy: { created_at: 'desc' },
    include: { session: { include: { slot: true } } },
  })
  if (!dump) return null
  const at = dumpClock(zone, locale).moment(dump.session.ended_at ?? dump.created_at)
  const state = botWords[locale].dumpStates[DumpState.parse(dump.state)]
  return ownWords[locale].lastDump(dump.session.slot.name, at, state)
}
