import type { Transaction } from '../client.ts'

/**
 * What a dump held goes: its list of files, what the closing learnt, the words of its chats. The row stays, to say that
 * there was one. Its files on the disk belong to nobody from now on and are swept.
 */
export async function emptyDump(
  tx: Transaction,
  { id, session_id, deletedAt }: { id: string; session_id: string; deletedAt: Date | null },
): Promise<void> {
  await tx.dumps.update({
    where: { id },
    data: {
      state: 'expired',
      deleted_at: deletedAt,
      items: [],
      parts: [],
      sealed: {},
      bytes: 0,
      progress: { set: null },
      not_before: null,
      lease_owner: null,
      lease_until: null,
    },
  })
  // A file already on its way meets a row that is no more; what has not begun does not begin.
  await tx.deliveries.updateMany({ where: { dump_id: id, state: 'queued' }, data: { state: 'dead' } })
  await tx.sessions.update({ where: { id: session_id }, data: { dump_path: null } })
  // Titles and addresses are content too; the words that were found by them go with them.
  await tx.chats.deleteMany({ where: { session_id } })
  await tx.announce({ about: 'dump', id })
  await tx.announce({ about: 'session', id: session_id })
}
