import { resetTotp } from '../../../actions/admin/reset-totp.ts'
import { signPersonOut } from '../../../actions/admin/sign-person-out.ts'
import { removeTotp } from '../../../actions/remove-totp.ts'
import { renewRecoveryCodes } from '../../../actions/renew-recovery-codes.ts'
import { signOut } from '../../../actions/sign-out.ts'
import { readPerson } from '../../../db/read/person.ts'
import { readSignIns } from '../../../db/read/sign-ins.ts'
import { handlers } from '../knock.ts'

const done = { ok: true } as const

export const ownSafetyHandlers = handlers({
  newRecoveryCodes: ({ parts, signedIn, body }) =>
    renewRecoveryCodes(parts, { personId: signedIn.id, code: body.code }),
  totpRemove: async ({ parts, signedIn, body }) => {
    await removeTotp(parts, { personId: signedIn.id, code: body.code })
    return done
  },
  signIns: ({ parts, signedIn }) =>
    readSignIns(parts.db, { personId: signedIn.id, current: signedIn.familyId, now: parts.now() }),
  endSignIn: async ({ parts, signedIn, params }) => {
    await signOut(parts, { personId: signedIn.id, familyId: params.id })
    return done
  },
  personSignIns: async ({ parts, signedIn, params }) => {
    const { id } = await readPerson(parts.db, params.id)
    return readSignIns(parts.db, { personId: id, current: signedIn.familyId, now: parts.now() })
  },
  endPersonSignIns: async ({ parts, params }) => {
    await signPersonOut(parts, params.id)
    return done
  },
  resetTotp: async ({ parts, signedIn, params }) => {
    await resetTotp(parts, { personId: params.id, by: signedIn.id })
    return done
  },
})
