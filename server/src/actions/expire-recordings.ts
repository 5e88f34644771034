import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { recordingsFolder } from '../dump/folders.ts'
import type { Parts } from '../parts.ts'

const HOUR = 3_600_000

/** Recordings past their days go, file first; so do files that no row names. One under way is younger than an hour or has its row. */
export async function expireRecordings(parts: Pick<Parts, 'config' | 'db' | 'change' | 'now'>): Promise<void> {
  const due = await parts.db.recordings.findMany({ where: { expires_at: { lte: parts.now() } }, take: 500 })
  for (const { file } of due) await rm(join(parts.config.dataDir, file), { force: true })
  if (due.length) await parts.change(tx => tx.recordings.deleteMany({ where: { id: { in: due.map(({ id }) => id) } } }))
  await sweep(parts)
}

async function sweep({ config, db }: Pick<Parts, 'config' | 'db'>): Promise<void> {
  const folder = recordingsFolder(config)
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.guac.gz'))
  const files = names.map(name => `recordings/${name}`)
  const known = await db.recordings.findMany({ where: { file: { in: files } }, select: { file: true } })
  for (const name of names.filter(name => !known.some(({ file }) => file === `recordings/${name}`))) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found && Date.now() - found.mtimeMs > HOUR) await rm(join(folder, name), { force: true })
  }
}
