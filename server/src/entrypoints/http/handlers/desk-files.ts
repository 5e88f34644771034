import { discardDeskFile } from '../../../actions/discard-desk-file.ts'
import { listDeskFiles } from '../../../actions/list-desk-files.ts'
import { putDeskFile } from '../../../actions/put-desk-file.ts'
import { handlers } from '../knock.ts'
import { lengthOf } from '../length-of.ts'
import { sendDeskFile } from '../send-desk-file.ts'

export const deskFileHandlers = handlers({
  deskFiles: ({ parts, person, params }) => listDeskFiles(parts, { personId: person.id, sessionId: params.id }),
  putDeskFile: ({ parts, person, params, query, request }) =>
    putDeskFile(parts, {
      personId: person.id,
      sessionId: params.id,
      name: query.name,
      bytes: lengthOf(request),
      body: request,
    }),
  discardDeskFile: async ({ parts, person, params, query }) => {
    await discardDeskFile(parts, { personId: person.id, sessionId: params.id, path: query.path })
    return { ok: true }
  },
  fetchDeskFile: sendDeskFile,
})
