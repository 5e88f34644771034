import { rm } from 'node:fs/promises'
import type { DumpView } from '@taxi/contract/dumps.ts'
import { ownDump } from '../db/read/dump-view.ts'
import { emptyDump } from '../db/write/empty-dump.ts'
import { lockOwnDump } from '../db/write/lock-own-dump.ts'
import { whyNotDelete } from '../domain/kept-dump.ts'
import { Refusal } from '../domain/refusal.ts'
import { dumpFolder, journalFolder } from '../dump/folders.ts'
import type { Parts } from '../parts.ts'

type DeleteParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

/**
 * A person does away with their own dump before its time. The row first: whoever asks sees it gone, and a crash leaves
 * folders that belong to nobody, which are swept like what is sealed on the machine.
 */
export async function deleteDump(
  parts: DeleteParts,
  { personId, dumpId }: { personId: string; dumpId: string },
): Promise<DumpView> {
  const sessionId = await parts.change(async tx => {
    // A worker that has it in hand writes nothing any more: its lease goes with the content.
    const dump = await lockOwnDump(tx, { personId, dumpId })
    if (dump.state === 'expired') return null
    const no = whyNotDelete(dump)
    if (no) throw new Refusal(no)
    await emptyDump(tx, { id: dump.id, session_id: dump.session_id, deletedAt: parts.now() })
    tx.record({
      action: 'dump.delete',
      object: { kind: 'dump', id: dump.id, name: dump.session.slot.name },
      after: { slot: dump.session.slot_id },
    })
    return dump.session_id
  })
  if (sessionId) {
    await rm(dumpFolder(parts.config, dumpId), { recursive: true, force: true })
    await rm(journalFolder(parts.config, sessionId), { recursive: true, force: true })
    parts.log.info({ dump: dumpId }, 'dump deleted by its person')
  }
  return ownDump(parts.db, dumpId, personId)
}
