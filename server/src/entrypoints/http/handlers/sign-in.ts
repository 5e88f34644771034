import { acceptInvitation } from '../../../actions/accept-invitation.ts'
import { confirmTotp } from '../../../actions/confirm-totp.ts'
import { createFirstAdmin } from '../../../actions/create-first-admin.ts'
import { refreshSignIn } from '../../../actions/refresh-sign-in.ts'
import { setUpTotp } from '../../../actions/set-up-totp.ts'
import { signIn } from '../../../actions/sign-in.ts'
import { signOut } from '../../../actions/sign-out.ts'
import { readHello } from '../../../db/read/hello.ts'
import { handlers } from '../knock.ts'

const done = { ok: true } as const

export const signInHandlers = handlers({
  hello: ({ parts }) => readHello(parts),
  signIn: ({ parts, body, request }) =>
    signIn(parts, {
      username: body.username ?? body.email ?? '',
      password: body.password,
      totpCode: body.totp_code,
      address: request.ip ?? '',
    }),
  refresh: ({ parts, body }) => refreshSignIn(parts, body.refresh_token),
  signOut: async ({ parts, signedIn }) => {
    await signOut(parts, { personId: signedIn.id, familyId: signedIn.familyId })
    return done
  },
  firstAdmin: ({ parts, body }) => createFirstAdmin(parts, body),
  acceptInvitation: ({ parts, body }) => acceptInvitation(parts, body),
  totpSetup: ({ parts, signedIn }) => setUpTotp(parts, { personId: signedIn.id }),
  totpConfirm: async ({ parts, signedIn, body }) => {
    await confirmTotp(parts, { personId: signedIn.id, code: body.code })
    return { codes: [] }
  },
})
