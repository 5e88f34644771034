import { Refusal } from '../../domain/refusal.ts'
import type { Transaction } from '../client.ts'
import type { dumpsModel } from '../generated/models.ts'

type OwnDump = dumpsModel & { session: { slot_id: string; slot: { name: string } } }

/** The person's own dump, nobody else's hands on its row; another's is as good as none. */
export async function lockOwnDump(
  tx: Transaction,
  { personId, dumpId }: { personId: string; dumpId: string },
): Promise<OwnDump> {
  await tx.$queryRaw`SELECT id FROM dumps WHERE id = ${dumpId}::uuid FOR UPDATE`
  const dump = await tx.dumps.findUnique({
    where: { id: dumpId },
    include: { session: { select: { slot_id: true, slot: { select: { name: true } } } } },
  })
  if (!dump || dump.person_id !== personId) throw new Refusal('dump.unknown')
  return dump
}
