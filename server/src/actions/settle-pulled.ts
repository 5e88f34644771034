import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { journalFolder, pulledFolder } from '../dump/folders.ts'
import { readPulled } from '../dump/pulled.ts'
import type { Parts } from '../parts.ts'

type SettleParts = Pick<Parts, 'config' | 'db' | 'log' | 'machines' | 'faults'>

/**
 * Dumps that are finished while their pulled folder is still here: the machine forgets what it sealed, then the
 * folder and the journal go. The folder is the reminder, so a machine that is down now is told later.
 */
export async function settlePulled(parts: SettleParts): Promise<void> {
  const dumps = await readdir(join(parts.config.dataDir, 'dumps')).catch(() => [])
  for (const id of dumps.filter(name => /^[0-9a-f-]{36}$/.test(name))) {
    if (!(await exists(pulledFolder(parts.config, id)))) continue
    // What the machine still owes it must not forget.
    if ((await readPulled(pulledFolder(parts.config, id))).owed) continue
    const dump = await parts.db.dumps.findUnique({ where: { id }, include: { session: true } })
    if (!dump || !['ready', 'delivered', 'kept', 'expired'].includes(dump.state)) continue
    // A seat that is still to be cleaned would seal anew what it was told to forget.
    if (!dump.session.freed_at) continue
    await settle(parts, dump.id, dump.session_id, dump.session.machine_id)
  }
}

async function settle(parts: SettleParts, dumpId: string, sessionId: string, machineId: string): Promise<void> {
  try {
    await (await parts.machines.driver(machineId)).forget(sessionId)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return parts.log.debug({ dump: dumpId, machine: machineId, why }, 'the machine is told to forget later')
  }
  parts.faults?.reach('settle.forgotten')
  await rm(journalFolder(parts.config, sessionId), { recursive: true, force: true })
  parts.faults?.reach('settle.journal-gone')
  await rm(pulledFolder(parts.config, dumpId), { recursive: true, force: true })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
