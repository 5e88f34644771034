import { Refusal } from '../../domain/refusal.ts'
import { answered, type Knock } from './knock.ts'
import { streamDumpPart } from './stream-dump-part.ts'

/** One file of the caller's own dump. */
export async function sendDumpFile({ parts, signedIn, params, response }: Knock<'dumpFile'>): Promise<typeof answered> {
  const dump = await parts.db.dumps.findUnique({ where: { id: params.id } })
  if (!dump || dump.person_id !== signedIn.id) throw new Refusal('dump.unknown')
  const part = /^\d{1,4}$/.test(params.part) ? Number(params.part) : -1
  await streamDumpPart(parts.config, dump, part, { response, now: parts.now() })
  return answered
}
