import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyDump } from '../db/write/empty-dump.ts'
import { isToBeLetGo } from '../domain/kept-dump.ts'
import { dumpFolder, journalFolder } from '../dump/folders.ts'
import type { Parts } from '../parts.ts'

type ExpireParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

/**
 * Dumps past their days, and those of people who keep nothing here, once they have them: the content goes, the row stays to
 * say that there was one. Folders that belong to no living dump are swept, whatever left them there.
 */
export async function expireDumps(parts: ExpireParts): Promise<void> {
  for (const dump of await pastTheirDays(parts)) await letGo(parts, dump, null)
  for (const dump of await keptByNobody(parts)) await letGo(parts, dump, parts.now())
  await sweep(parts)
}

interface DueDump {
  id: string
  session_id: string
}

const pastTheirDays = (parts: ExpireParts): Promise<DueDump[]> =>
  parts.db.dumps.findMany({
    where: { state: { not: 'expired' }, expires_at: { lte: parts.now() } },
    select: { id: true, session_id: true },
    take: 100,
  })

async function keptByNobody(parts: ExpireParts): Promise<DueDump[]> {
  const rows = await parts.db.dumps.findMany({
    where: {
      state: 'delivered',
      session: { person: { keeps_dumps: false } },
      deliveries: { every: { state: { in: ['sent', 'dead'] } } },
    },
    include: { deliveries: { where: { kind: 'dump_part', state: 'sent', tg_file_id: { not: null } } } },
  })
  return rows.filter(({ state, not_before, parts: files, deliveries }) => {
    const arrived = new Set(deliveries.map(({ payload }) => (payload as { part?: number }).part)).size
    const count = Array.isArray(files) ? files.length : 0
    return isToBeLetGo({ state, keeps: false, owed: not_before !== null, parts: count, arrived })
  })
}

async function letGo(parts: ExpireParts, { id, session_id }: DueDump, deletedAt: Date | null): Promise<void> {
  await parts.change(tx => emptyDump(tx, { id, session_id, deletedAt }))
  parts.log.info({ dump: id }, deletedAt ? 'dump delivered and not kept' : 'dump expired')
}

async function sweep(parts: ExpireParts): Promise<void> {
  // An upload of the very moment its dump went.
  await parts.db.chats.deleteMany({ where: { session: { dump: { state: 'expired' } } } })
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
