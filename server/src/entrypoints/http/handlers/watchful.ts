import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const watchfulHandlers = handlers({
  reveal: later,
  audit: later,
  verifyAudit: later,
})
