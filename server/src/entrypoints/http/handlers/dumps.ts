import { deleteDump } from '../../../actions/delete-dump.ts'
import { resendDump } from '../../../actions/resend-dump.ts'
import { ownDump } from '../../../db/read/dump-view.ts'
import { findChats } from '../../../db/read/find-chats.ts'
import { handlers } from '../knock.ts'
import { sendDumpFile } from '../send-dump-file.ts'

export const dumpHandlers = handlers({
  dump: ({ parts, signedIn, params }) => ownDump(parts.db, params.id, signedIn.id),
  dumpFile: sendDumpFile,
  deleteDump: ({ parts, signedIn, params }) => deleteDump(parts, { personId: signedIn.id, dumpId: params.id }),
  resendDump: ({ parts, signedIn, params }) => resendDump(parts, { personId: signedIn.id, dumpId: params.id }),
  chats: ({ parts, signedIn, query }) => findChats(parts.db, signedIn.id, query.q ?? '', { before: query.cursor }),
})
