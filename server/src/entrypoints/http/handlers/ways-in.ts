import { askEmailCode } from '../../../actions/ask-email-code.ts'
import { emailSignIn } from '../../../actions/email-sign-in.ts'
import { linkSignIn } from '../../../actions/link-sign-in.ts'
import { makeSignInLink } from '../../../actions/make-sign-in-link.ts'
import { telegramSignIn } from '../../../actions/telegram-sign-in.ts'
import { readWhoseLink } from '../../../db/read/whose-link.ts'
import { cameFrom } from '../came-from.ts'
import { handlers } from '../knock.ts'

export const waysInHandlers = handlers({
  telegramSignIn: ({ parts, body, request }) => telegramSignIn(parts, body, cameFrom(request)),
  askEmailCode: ({ parts, body, request }) =>
    askEmailCode(parts, { email: body.email, address: cameFrom(request).address }),
  emailSignIn: ({ parts, body, request }) => emailSignIn(parts, body, cameFrom(request)),
  signInLink: ({ parts, signedIn }) =>
    makeSignInLink(parts, { personId: signedIn.id, name: signedIn.name, where: 'portal' }),
  whoseLink: ({ parts, body }) => readWhoseLink(parts, body.token),
  linkSignIn: ({ parts, body, request }) => linkSignIn(parts, body, cameFrom(request)),
})
