import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const changingHandsHandlers = handlers({
  colleagues: later,
  handOver: later,
  stopWork: later,
})
