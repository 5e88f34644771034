import { acceptInvitation } from '../../../actions/accept-invitation.ts'
import { confirmTotp } from '../../../actions/confirm-totp.ts'
import { createFirstAdmin } from '../../../actions/create-first-admin.ts'
import { refreshSignIn } from '../../../actions/refresh-sign-in.ts'
import { setUpTotp } from '../../../actions/set-up-totp.ts'
import { signIn } from '../../../actions/sign-in.ts'
import { signOut } from '../../../actions/sign-out.ts'
import { readHello } from '../../../db/read/hello.ts'
import { cameFrom } from '../came-from.ts'
import { handlers } from '../knock.ts'

const done = { ok: true } as const

export const signInHandlers = handlers({
  hello: ({ parts }) => readHello(parts),
  signIn: ({ parts, body, request }) =>
    signIn(parts, {
      username: body.username ?? body.email ?? '',
      password: body.password,
      totpCode: body.totp_code,
      from: cameFrom(request),
    }),
  refresh: ({ parts, body }) => refreshSignIn(parts, body.refresh_token),
  signOut: async ({ parts, signedIn }) => {
    await signOut(parts, { personId: signedIn.id, familyId: signedIn.familyId })
    return done
  },
  firstAdmin: ({ parts, body, request }) => createFirstAdmin(parts, body, cameFrom(request)),
  acceptInvitation: ({ parts, body, request }) => acceptInvitation(parts, body, cameFrom(request)),
  totpSetup: ({ parts, signedIn }) => setUpTotp(parts, { personId: signedIn.id }),
  totpConfirm: ({ parts, signedIn, body }) =>
    confirmTotp(parts, { personId: signedIn.id, familyId: signedIn.familyId, code: body.code }),
})
