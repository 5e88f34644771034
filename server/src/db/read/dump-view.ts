import { DumpItem, DumpPart, DumpProgress, DumpState, type DumpView } from '@taxi/contract/dumps.ts'
import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import type { dumpsModel } from '../generated/models.ts'

/** What the owner is told of a dump. */
export function dumpViewOf(row: dumpsModel): DumpView {
  const items = z.array(DumpItem).safeParse(row.items).data ?? []
  return {
    id: row.id,
    session_id: row.session_id,
    state: DumpState.parse(row.state),
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    progress: isUnderWay(row.state) ? (DumpProgress.safeParse(row.progress).data ?? null) : null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    chats: items.filter(item => item.kind === 'chat' && item.path.endsWith('.md')).length,
    bytes: Number(row.bytes),
    parts: z.array(DumpPart).safeParse(row.parts).data ?? [],
    items,
  }
}

const isUnderWay = (state: string) => ['sealing', 'pulling', 'assembling', 'ready'].includes(state)

/** The person's own dump; another's is as good as none. */
export async function ownDump(db: Pick<Db, 'dumps'>, id: string, personId: string): Promise<DumpView> {
  const row = await db.dumps.findUnique({ where: { id } })
  if (!row || row.person_id !== personId) throw new Refusal('dump.unknown')
  return dumpViewOf(row)
}
