import { changeProfile } from '../../../actions/change-profile.ts'
import { linkTelegram } from '../../../actions/link-telegram.ts'
import { unlinkTelegram } from '../../../actions/unlink-telegram.ts'
import { readPerson, readProfile } from '../../../db/read/person.ts'
import { readSessionsOf } from '../../../db/read/session.ts'
import { handlers } from '../knock.ts'
import { sendLinkedFile } from '../send-linked-file.ts'

export const profileHandlers = handlers({
  me: ({ parts, signedIn }) => readPerson(parts.db, signedIn.id),
  profile: ({ parts, signedIn }) => readProfile(parts.db, signedIn.id),
  changeProfile: async ({ parts, signedIn, body }) => {
    const { keeps_dumps: keepsDumps, ...changed } = body
    await changeProfile(parts, signedIn.id, { ...changed, keepsDumps })
    return readProfile(parts.db, signedIn.id)
  },
  sessions: ({ parts, signedIn }) => readSessionsOf(parts.db, signedIn.id),
  telegramLink: ({ parts, signedIn }) => linkTelegram(parts, { personId: signedIn.id }),
  telegramUnlink: async ({ parts, signedIn }) => {
    await unlinkTelegram(parts, { personId: signedIn.id })
    return { ok: true }
  },
  linkedFile: sendLinkedFile,
})
