import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const templateHandlers = handlers({
  templates: later,
  addTemplate: later,
  changeTemplate: later,
  removeTemplate: later,
  launchTemplate: later,
  queueTemplate: later,
})
