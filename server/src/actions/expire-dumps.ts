import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Parts } from '../parts.ts'

/** Deletes what was kept long enough: the files first, then the row's content, so that a crash in between repeats it. */
export async function expireDumps(parts: Pick<Parts, 'config' | 'db' | 'change' | 'now'>): Promise<void> {
  const old = await parts.db.dumps.findMany({
    where: { expires_at: { lte: parts.now() }, state: { not: 'expired' } },
    select: { id: true, session_id: true },
  })
  for (const { id, session_id } of old) {
    for (const folder of [join('dumps', id), join('journal', session_id)])
      await rm(join(parts.config.dataDir, folder), { recursive: true, force: true })
    await parts.change(async tx => {
      await tx.dumps.update({
        where: { id },
        data: { state: 'expired', sealed: {}, items: [], parts: [], lease_owner: null, lease_until: null },
      })
      await tx.chats.deleteMany({ where: { session_id } })
      await tx.announce({ about: 'dump', id })
    })
  }
}
