import { Composer } from 'grammy'
import { askHolder } from '../../../actions/ask-holder.ts'
import { extendSession } from '../../../actions/extend-session.ts'
import { joinQueue } from '../../../actions/join-queue.ts'
import { leaveQueue } from '../../../actions/leave-queue.ts'
import { occupySlot } from '../../../actions/occupy-slot.ts'
import { releaseSlot } from '../../../actions/release-slot.ts'
import { knownSlot } from '../../../db/read/slot-id.ts'
import { answerScreen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { ASK_MINUTES, boardScreen, slotScreen } from '../slot-screens.ts'

/** What can be done with a slot by a button, beside looking at it. */
const DEEDS: Record<string, (parts: BotParts, asking: Asking, slotId: string) => Promise<unknown>> = {
  take: (parts, { person }, slotId) => occupySlot(parts, { person, slotId }),
  release: (parts, { person }, slotId) => releaseSlot(parts, { personId: person.id, slotId }),
  extend: (parts, { person }, slotId) => extendSession(parts, { personId: person.id, slotId }),
  queue: (parts, { person }, slotId) => joinQueue(parts, { person, line: { slotId } }),
  leave: (parts, { person }, slotId) => leaveQueue(parts, { personId: person.id, slotId }),
  ask: (parts, { person }, slotId) => askHolder(parts, { person, slotId, minutes: ASK_MINUTES }),
  async any(parts, { person }, slotId) {
    const { service } = await knownSlot(parts.db, slotId)
    return joinQueue(parts, { person, line: { service } })
  },
}

/** `/slots`: the board; a press opens a slot, there it is taken, queued for, released. */
export function slotsFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  const board = { screen: (asking: Asking) => boardScreen(parts, asking) }

  feature.command('slots', ctx => answerScreen(parts, ctx, board))
  feature.callbackQuery('slots', ctx => answerScreen(parts, ctx, board))
  feature.callbackQuery(/^slot:(\w+):([a-z0-9-]{1,40})$/, (ctx, next) => {
    const [, press = '', slotId = ''] = ctx.match
    const deed = DEEDS[press]
    if (press !== 'show' && !deed) return next()
    return answerScreen(parts, ctx, {
      ...(deed ? { deed: asking => deed(parts, asking, slotId) } : {}),
      screen: asking => slotScreen(parts, asking, slotId),
    })
  })

  return feature
}
