import type { TemplateView } from '@taxi/contract/templates.ts'
import { addTemplate } from '../../../actions/add-template.ts'
import { changeTemplate } from '../../../actions/change-template.ts'
import { launchTemplate } from '../../../actions/launch-template.ts'
import { queueTemplate } from '../../../actions/queue-template.ts'
import { removeTemplate } from '../../../actions/remove-template.ts'
import { readFacts } from '../../../db/read/board.ts'
import { readMyQueue } from '../../../db/read/queue.ts'
import { knownTemplate, readTemplates } from '../../../db/read/templates.ts'
import { templateViewFor } from '../../../domain/template.ts'
import { desksOfLaunch, keptOfTurn } from '../desk-of-turn.ts'
import { handlers, type Knock } from '../knock.ts'

export const templateHandlers = handlers({
  templates: async ({ parts, person }) => {
    const board = await readFacts(parts.db)
    const templates = await readTemplates(parts.db, person)
    return templates.map(template => templateViewFor(template, board, person, parts.now()))
  },
  addTemplate: async ({ parts, person, body }) =>
    viewOf({ parts, person }, await addTemplate(parts, { person, draft: body })),
  changeTemplate: async ({ parts, person, params, body }) => {
    await changeTemplate(parts, { person, templateId: params.id, draft: body })
    return viewOf({ parts, person }, params.id)
  },
  removeTemplate: async ({ parts, person, params }) => {
    await removeTemplate(parts, { person, templateId: params.id })
    return { ok: true }
  },
  launchTemplate: {
    run: async ({ parts, person, params }) => {
      const seats = await launchTemplate(parts, { person, templateId: params.id })
      return { seats: seats.map(seat => ({ ...keptOfTurn(seat), slot_id: seat.slotId })) }
    },
    finish: desksOfLaunch,
  },
  queueTemplate: async ({ parts, person, params }) => {
    const places = await queueTemplate(parts, { person, templateId: params.id })
    const mine = await readMyQueue(parts.db, person, parts.now())
    return mine.places.filter(place => places.includes(place.id))
  },
})

async function viewOf(
  { parts, person }: Pick<Knock<'addTemplate'>, 'parts' | 'person'>,
  id: string,
): Promise<TemplateView> {
  const template = await knownTemplate(parts.db, id, person)
  return templateViewFor(template, await readFacts(parts.db), person, parts.now())
}
