import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openDeskFile } from '../../actions/open-desk-file.ts'
import { answered, type Knock } from './knock.ts'

/** One file of the machine's Downloads, streamed. What breaks off is cut, so that nobody takes it for whole. */
export async function sendDeskFile({
  parts,
  person,
  params,
  query,
  response,
}: Knock<'fetchDeskFile'>): Promise<typeof answered> {
  const bytes = await openDeskFile(parts, { personId: person.id, sessionId: params.id, path: query.path })
  response.attachment(basename(query.path)).type('application/octet-stream')
  // Strangers wrote it: whoever opens it here by hand must not run a script of theirs.
  response.set({ 'content-security-policy': 'sandbox', 'cache-control': 'private, no-store' })
  await pipeline(bytes, response)
  return answered
}
