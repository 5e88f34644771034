import type { AskView } from '@taxi/contract/asks.ts'
import { answerAsk } from '../../../actions/answer-ask.ts'
import { askHolder } from '../../../actions/ask-holder.ts'
import { withdrawAsk } from '../../../actions/withdraw-ask.ts'
import { knownAsk, openAskOf, readAsksOfPerson } from '../../../db/read/asks.ts'
import { ownSession } from '../../../db/read/session.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { askViewFor } from '../../../domain/ask.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { handlers, type Knock } from '../knock.ts'

export const askHandlers = handlers({
  asks: async ({ parts, person }) => {
    const asks = await readAsksOfPerson(parts.db, person.id, parts.now())
    return { asks: asks.map(ask => askViewFor(ask, person)) }
  },
  ask: async ({ parts, person, params, body }) => {
    const slotId = await slotIdOf(parts.db, params.id)
    return viewOf({ parts, person }, await askHolder(parts, { person, slotId, minutes: body.minutes }))
  },
  answerAsk: async ({ parts, person, params, body }) => {
    await answerAsk(parts, { personId: person.id, askId: params.id, answer: body.answer })
    return viewOf({ parts, person }, params.id)
  },
  withdrawAsk: async ({ parts, person, params }) => {
    await withdrawAsk(parts, { personId: person.id, askId: params.id })
    return viewOf({ parts, person }, params.id)
  },
  deskAsk: async ({ parts, person, params }) => {
    await ownSession(parts.db, params.id, person.id)
    const ask = await openAskOf(parts.db, params.id)
    return { ask: ask?.to.id === person.id ? askViewFor(ask, person) : null }
  },
  deskAnswerAsk: async ({ parts, person, params, body }) => {
    await ownSession(parts.db, params.id, person.id)
    const ask = await openAskOf(parts.db, params.id)
    if (!ask) throw new Refusal('ask.over')
    await answerAsk(parts, { personId: person.id, askId: ask.id, answer: body.answer })
    return viewOf({ parts, person }, ask.id)
  },
})

async function viewOf({ parts, person }: Pick<Knock<'ask'>, 'parts' | 'person'>, id: string): Promise<AskView> {
  return askViewFor(await knownAsk(parts.db, id), person)
}
