import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { DumpPart } from '@taxi/contract/dumps.ts'
import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import { answered, type Knock } from './knock.ts'

/** One file of the caller's own dump, streamed. The names come from the row the server wrote, never from the address. */
export async function sendDumpFile({ parts, signedIn, params, response }: Knock<'dumpFile'>): Promise<typeof answered> {
  const dump = await parts.db.dumps.findUnique({ where: { id: params.id } })
  if (!dump || dump.person_id !== signedIn.id) throw new Refusal('dump.unknown')
  if (dump.state === 'expired' || dump.expires_at <= parts.now()) throw new Refusal('dump.expired')
  if (!['ready', 'delivered', 'kept'].includes(dump.state)) throw new Refusal('dump.not-ready')
  const part = /^\d{1,4}$/.test(params.part) ? z.array(DumpPart).parse(dump.parts)[Number(params.part)] : undefined
  if (!part) throw new Refusal('dump.unknown')
  const root = join(parts.config.dataDir, 'dumps', dump.id)
  if (!(await isThere(join(root, part.name)))) throw new Refusal('dump.expired')
  response.attachment(part.name)
  // The page of a dump shows what strangers wrote: whoever opens it here by hand must not run a script of theirs.
  response.set({ 'content-security-policy': 'sandbox', 'cache-control': 'private, no-store' })
  await new Promise<void>((resolve, reject) => {
    response.sendFile(part.name, { root, cacheControl: false, dotfiles: 'allow' }, error =>
      error ? reject(error) : resolve(),
    )
  })
  return answered
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
