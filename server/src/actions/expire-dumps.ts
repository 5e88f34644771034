import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dumpFolder, journalFolder } from '../dump/folders.ts'
import type { Parts } from '../parts.ts'

type ExpireParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

/**
 * Dumps past their days: files and content go, the row stays to say that there was one. Folders that belong to no
 * living dump go too. Files first: after a crash in between, the row is still due.
 */
export async function expireDumps(parts: ExpireParts): Promise<void> {
  const due = await parts.db.dumps.findMany({
    where: { state: { not: 'expired' }, expires_at: { lte: parts.now() } },
    select: { id: true, session_id: true },
    take: 100,
  })
  for (const { id, session_id } of due) {
    await rm(dumpFolder(parts.config, id), { recursive: true, force: true })
    await rm(journalFolder(parts.config, session_id), { recursive: true, force: true })
    await parts.change(async tx => {
      await tx.dumps.update({
        where: { id },
        data: { state: 'expired', items: [], parts: [], sealed: {}, lease_owner: null, lease_until: null },
      })
      await tx.sessions.update({ where: { id: session_id }, data: { dump_path: null } })
      await tx.announce({ about: 'dump', id })
    })
    parts.log.info({ dump: id }, 'dump expired')
  }
  await sweep(parts)
}

async function sweep(parts: ExpireParts): Promise<void> {
  const folders = async (name: string) =>
    (await readdir(join(parts.config.dataDir, name)).catch(() => [])).filter(entry => /^[0-9a-f-]{36}$/.test(entry))
  const dumps = await folders('dumps')
  const living = await parts.db.dumps.findMany({ where: { id: { in: dumps }, state: { not: 'expired' } } })
  for (const id of dumps.filter(id => !living.some(dump => dump.id === id)))
    await rm(dumpFolder(parts.config, id), { recursive: true, force: true })

  const journals = await folders('journal')
  const sessions = await parts.db.sessions.findMany({
    where: { id: { in: journals }, OR: [{ dump: null }, { dump: { state: { not: 'expired' } } }] },
    select: { id: true },
  })
  for (const id of journals.filter(id => !sessions.some(session => session.id === id)))
    await rm(journalFolder(parts.config, id), { recursive: true, force: true })
}
