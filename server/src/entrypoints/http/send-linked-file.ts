import { Refusal } from '../../domain/refusal.ts'
import { hashOf } from '../../outside/secrets.ts'
import { answered, type Knock } from './knock.ts'
import { streamDumpPart } from './stream-dump-part.ts'

/** A file by its one-time link. Only a download that came to its end uses the link up; of two at once one begins. */
export async function sendLinkedFile({
  parts,
  params,
  request,
  response,
}: Knock<'linkedFile'>): Promise<typeof answered> {
  const { db } = parts
  const now = parts.now()
  const token_hash = hashOf(params.token)
  const link = await db.dump_links.findUnique({
    where: { token_hash },
    include: { dump: { include: { session: { include: { person: true } } } } },
  })
  if (!link || link.expires_at <= now || link.dump.session.person.disabled_at) throw new Refusal('auth.link-spent')
  const free = { token_hash, used_at: null }
  const { count } = await db.dump_links.updateMany({ where: free, data: { used_at: now } })
  if (!count) throw new Refusal('auth.link-spent')
  try {
    await streamDumpPart(parts.config, link.dump, link.part, { response, now, inPieces: false })
    // A mere look at what is there is no download.
    if (request.method === 'HEAD') await giveBack()
  } catch (error) {
    await giveBack()
    throw error
  }
  return answered

  function giveBack() {
    return db.dump_links.updateMany({ where: { token_hash }, data: { used_at: null } })
  }
}
