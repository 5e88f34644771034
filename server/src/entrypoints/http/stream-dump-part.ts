import { access } from 'node:fs/promises'
import { DumpPart } from '@taxi/contract/dumps.ts'
import type { Response } from 'express'
import * as z from 'zod/mini'
import type { Config } from '../../config.ts'
import type { dumpsModel } from '../../db/generated/models.ts'
import { whyNotRead } from '../../domain/kept-dump.ts'
import { Refusal } from '../../domain/refusal.ts'
import { dumpFolder } from '../../dump/folders.ts'

/** Streams a file of a dump as a download. The names come from the row the server wrote, never from the address. */
export async function streamDumpPart(
  config: Pick<Config, 'dataDir'>,
  dump: Pick<dumpsModel, 'id' | 'state' | 'expires_at' | 'deleted_at' | 'parts'>,
  part: number,
  { response, now, inPieces = true }: { response: Response; now: Date; inPieces?: boolean },
): Promise<void> {
  const no = whyNotRead({ state: dump.state, deletedAt: dump.deleted_at, expiresAt: dump.expires_at }, now)
  if (no) throw new Refusal(no)
  const file = z.array(DumpPart).parse(dump.parts)[part]
  if (!file) throw new Refusal('dump.unknown')
  const root = dumpFolder(config, dump.id)
  await access(`${root}/${file.name}`).catch(() => {
    throw new Refusal('dump.expired')
  })
  response.attachment(file.name)
  // The page of a dump shows what strangers wrote: whoever opens it here by hand must not run a script of theirs.
  response.set({ 'content-security-policy': 'sandbox', 'cache-control': 'private, no-store' })
  await new Promise<void>((resolve, reject) => {
    response.sendFile(file.name, { root, cacheControl: false, dotfiles: 'allow', acceptRanges: inPieces }, error =>
      error ? reject(error) : resolve(),
    )
  })
}
