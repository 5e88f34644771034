import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const waysInHandlers = handlers({
  telegramSignIn: later,
  askEmailCode: later,
  emailSignIn: later,
  signInLink: later,
  whoseLink: later,
  linkSignIn: later,
})
