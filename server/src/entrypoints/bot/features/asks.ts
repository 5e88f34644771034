import { AskAnswer } from '@taxi/contract/asks.ts'
import { Composer } from 'grammy'
import { answerAsk } from '../../../actions/answer-ask.ts'
import { readAsk } from '../../../db/read/asks.ts'
import { askOutcome } from '../../../notices/ask-notice.ts'
import { answerPress } from '../answer-press.ts'
import type { BotContext, BotParts } from '../bot-parts.ts'

/** The buttons under a polite request: Release now, In 5 min, No. */
export function asksFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.callbackQuery(/^ask:(now|soon|no):([0-9a-f-]{36})$/, ctx => {
    const [, answer, askId = ''] = ctx.match
    return answerPress(parts, ctx, {
      settle: ({ person }) => answerAsk(parts, { personId: person.id, askId, answer: AskAnswer.parse(answer) }),
      outcome: async ({ person }) => {
        const ask = await readAsk(parts.db, askId)
        return ask?.to.id === person.id ? askOutcome(ask) : null
      },
    })
  })

  return feature
}
