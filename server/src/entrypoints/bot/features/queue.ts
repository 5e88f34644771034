import { Composer } from 'grammy'
import { leaveQueue } from '../../../actions/leave-queue.ts'
import { timeInWords } from '../../../company-clock.ts'
import { readMyQueue } from '../../../db/read/queue.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { noticeWords } from '../../../notices/words.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { ownWords } from '../own-words.ts'
import { slotWords } from '../slot-words.ts'

/** `/queue`: what the caller waits for, with turns held for them. */
export function queueFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  const screen = (asking: Asking) => queueScreen(parts, asking)

  feature.command('queue', ctx => answerScreen(parts, ctx, { screen }))
  feature.callbackQuery('queue', ctx => answerScreen(parts, ctx, { screen }))
  feature.callbackQuery(/^queue:leave:([0-9a-f-]{36})$/, ctx => {
    const [, placeId = ''] = ctx.match
    return answerScreen(parts, ctx, { deed: asking => leave(parts, asking, placeId), screen })
  })

  return feature
}

/** Leaving any slot of a service leaves the place for all of them. */
async function leave(parts: BotParts, { person }: Asking, placeId: string): Promise<void> {
  const place = await parts.db.places.findFirst({ where: { id: placeId, person_id: person.id } })
  const slot = place?.service ? await parts.db.slots.findFirst({ where: { service: place.service } }) : null
  const slotId = place?.slot_id ?? slot?.id
  if (!slotId) throw new Refusal('queue.unknown')
  await leaveQueue(parts, { personId: person.id, slotId })
}

async function queueScreen(parts: BotParts, asking: Asking): Promise<Screen> {
  const words = ownWords[asking.locale]
  const slot = slotWords[asking.locale]
  const turn = noticeWords[asking.locale]
  const { places, offers } = await readMyQueue(parts.db, asking.person, asking.now)
  const named = places.map(place => ({ ...place, name: place.service ? words.any(place.name) : place.name }))
  const lines = named.map(({ name, position, waiting, estimate }) => {
    const wait = estimate ? [slot.wait(estimate.from_min, estimate.to_min)] : []
    return words.place(name, [slot.place(position, waiting), ...wait].join(' · '))
  })
  const turns = offers.map(each => words.turn(each.slot_name, timeInWords(new Date(each.expires_at), asking)))
  return {
    text: [...turns, ...(lines.length ? [words.waitsFor, ...lines] : turns.length ? [] : [words.nowhere])].join('\n'),
    rows: [
      ...offers.map(({ id }): Button[] => [
        [turn.take, `offer:take:${id}`],
        [turn.pass, `offer:pass:${id}`],
        [turn.later, `offer:later:${id}`],
      ]),
      ...named.map(({ id, name }): Button[] => [[words.leave(name), `queue:leave:${id}`]]),
      [
        [words.toSlots, 'slots'],
        [slot.refresh, 'queue'],
      ],
    ],
  }
}
