import { Composer } from 'grammy'
import { passOffer } from '../../../actions/pass-offer.ts'
import { postponeOffer } from '../../../actions/postpone-offer.ts'
import { takeOffer } from '../../../actions/take-offer.ts'
import { personOf } from '../../../db/read/person.ts'
import { outcomeOf } from '../../../notices/offer-outcome.ts'
import { answerPress, type Presser } from '../answer-press.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'

/** The buttons under a turn: Take, Pass, +5 min. Who may press them is looked up at every press. */
export function offersFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.callbackQuery(/^offer:(take|pass|later):([0-9a-f-]{36})$/, ctx => {
    const [, press = '', offerId = ''] = ctx.match
    return answerPress(parts, ctx, {
      settle: presser => settle(parts, presser, press, offerId),
      outcome: presser => whatCame(parts, presser, offerId),
    })
  })

  return feature
}

async function settle(parts: BotParts, { person }: Presser, press: string, offerId: string): Promise<void> {
  if (press === 'take') await takeOffer(parts, { person: personOf(person), offerId })
  else if (press === 'pass') await passOffer(parts, { personId: person.id, offerId })
  else await postponeOffer(parts, { personId: person.id, offerId })
}

async function whatCame(parts: BotParts, { person, locale }: Presser, offerId: string): Promise<string | null> {
  const offer = await parts.db.offers.findUnique({ where: { id: offerId } })
  return offer?.person_id === person.id ? outcomeOf(parts, offer, locale) : null
}
