import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const ownSafetyHandlers = handlers({
  newRecoveryCodes: later,
  totpRemove: later,
  signIns: later,
  endSignIn: later,
  personSignIns: later,
  endPersonSignIns: later,
  resetTotp: later,
})
