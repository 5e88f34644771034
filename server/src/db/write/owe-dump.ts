import type { DumpFacts } from '../../dump/facts.ts'
import type { Transaction } from '../client.ts'
import { oweNotice } from './owe-notice.ts'

interface Owed {
  facts: DumpFacts
  chatId: bigint
  /** How many there are: the page and the zips. */
  files: number
  now: Date
}

/** Below the files: it speaks of them. */
const AFTER_FILES = -1

/**
 * The files of a dump are owed to its person, each once. A dump that replaces an earlier one takes its messages over:
 * the same messages show the new files, and since no phone tells of that, a line says it.
 */
export async function oweDump(tx: Transaction, { facts, chatId, files, now }: Owed): Promise<void> {
  const anew = { not_before: now, started_attempts: 0, finished_attempts: 0 }
  const shown = await tx.deliveries.updateMany({
    where: { dump_id: facts.id, state: 'sent', tg_message_id: { not: null } },
    data: { ...anew, state: 'placeholder', sent_at: null },
  })
  await tx.deliveries.updateMany({
    where: { dump_id: facts.id, state: 'dead' },
    data: { ...anew, state: 'queued', tg_message_id: null },
  })
  await tx.deliveries.createMany({
    data: Array.from({ length: files }, (_, part) => ({
      kind: 'dump_part',
      person_id: facts.person.id,
      chat_id: chatId,
      dedupe_key: `dump:${facts.session.id}:${part}`,
      payload: { dump_id: facts.id, part },
      dump_id: facts.id,
      expires_at: facts.expiresAt,
      not_before: now,
      created_at: now,
    })),
    skipDuplicates: true,
  })
  if (shown.count)
    await oweNotice(tx, {
      key: `supplement:${facts.id}`,
      personId: facts.person.id,
      expiresAt: facts.expiresAt,
      about: { about: 'supplement', dump_id: facts.id },
      priority: AFTER_FILES,
    })
  await tx.announce({ about: 'wake', id: 'deliveries' })
}
